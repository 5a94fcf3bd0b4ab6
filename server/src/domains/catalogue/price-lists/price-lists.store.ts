import { sql } from 'kysely'
import type { Context } from '#platform/context'

export type PriceListRow = {
  id: number
  name: string
  currency: string
  archivedAt: Temporal.Instant | null
  version: number
}
/** A version is a day and the stage whose rows are its prices. */
export type PriceVersionRow = {
  priceListId: number
  number: number
  from: Temporal.PlainDate
  until: Temporal.PlainDate | null
  stageId: number
  rowsCount: number
  restores: number | null
  publishedAt: Temporal.Instant
  publishedBy: string
}

export async function selectPriceLists(
  ctx: Context,
  filter: { id?: number; isArchived?: boolean },
): Promise<PriceListRow[]> {
  return ctx.tx
    .selectFrom('catalogue.price_lists')
    .select(['id', 'name', 'currency', 'archived_at as archivedAt', 'version'])
    .$if(filter.id !== undefined, (query) => query.where('id', '=', filter.id ?? 0))
    .$if(filter.isArchived !== undefined, (query) =>
      query.where('archived_at', filter.isArchived ? 'is not' : 'is', null),
    )
    .orderBy(sql`lower(name)`)
    .execute()
}

export async function selectPriceVersions(
  ctx: Context,
  priceListIds: readonly number[],
): Promise<PriceVersionRow[]> {
  const { rows } = await sql<PriceVersionRow>`
    select price_list_id as "priceListId", number, lower(valid) as "from", upper(valid) as until,
      stage_id as "stageId", rows_count as "rowsCount", restores, published_at as "publishedAt",
      published_by as "publishedBy"
    from catalogue.price_list_versions
    where price_list_id = any(${[...priceListIds]}::int[])
    order by price_list_id, number`.execute(ctx.tx)
  return rows
}

export async function insertPriceList(ctx: Context, name: string): Promise<number> {
  const { id } = await ctx.tx
    .insertInto('catalogue.price_lists')
    .values({ name, created_at: ctx.now() })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Changes the list if it is still of this version and holds it; false when it is not. */
export async function updatePriceList(
  ctx: Context,
  { id, version }: { id: number; version: number },
  change: { name?: string; archived_at?: Temporal.Instant | null },
): Promise<boolean> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('catalogue.price_lists')
    .set({ ...change, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Holds a list until the end of the transaction: its stages are opened and ended one at a time. */
export async function lockPriceList(ctx: Context, id: number): Promise<void> {
  await sql`select 1 from catalogue.price_lists where id = ${id} for update`.execute(ctx.tx)
}

/** Ends the open version on a day and puts the next one after it. */
export async function insertPriceVersion(
  ctx: Context,
  version: Pick<
    PriceVersionRow,
    'priceListId' | 'number' | 'from' | 'stageId' | 'rowsCount' | 'restores'
  >,
): Promise<void> {
  await sql`
    update catalogue.price_list_versions
    set valid = daterange(lower(valid), ${version.from}::date)
    where price_list_id = ${version.priceListId} and upper(valid) is null`.execute(ctx.tx)
  await sql`
    insert into catalogue.price_list_versions (price_list_id, number, valid, stage_id, rows_count,
      restores, published_at, published_by)
    values (${version.priceListId}, ${version.number}, daterange(${version.from}::date, null),
      ${version.stageId}, ${version.rowsCount}, ${version.restores}, ${ctx.now()},
      ${ctx.actor.name})`.execute(ctx.tx)
}

/** Takes the last version back; the one before it goes on without an end. */
export async function deletePriceVersion(
  ctx: Context,
  { priceListId, number }: { priceListId: number; number: number },
): Promise<void> {
  await sql`
    delete from catalogue.price_list_versions
    where price_list_id = ${priceListId} and number = ${number}`.execute(ctx.tx)
  await sql`
    update catalogue.price_list_versions
    set valid = daterange(lower(valid), null)
    where price_list_id = ${priceListId} and number = ${number - 1}`.execute(ctx.tx)
}
