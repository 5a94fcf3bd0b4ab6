import { sql } from 'kysely'
import type { Context } from '#platform/context'
import type { TariffVersion, Terms } from './rules/tariff-version.ts'

export type TariffRow = {
  id: number
  name: string
  serviceClass: string
  serviceClassId: number
  currency: string
  isHidden: boolean
  archivedAt: Temporal.Instant | null
  version: number
}
export type VersionRow = TariffVersion & {
  tariffId: number
  publishedAt: Temporal.Instant
  publishedBy: string
}
export type ServiceClassRow = {
  id: number
  code: string
  nameRu: string
  nameEn: string
  invoiceLine: string
  unitCode: string
  vat: 'standard' | 'none'
}

export async function selectServiceClasses(ctx: Context): Promise<ServiceClassRow[]> {
  return ctx.tx
    .selectFrom('catalogue.service_classes')
    .select([
      'id',
      'code',
      'name_ru as nameRu',
      'name_en as nameEn',
      'invoice_line as invoiceLine',
      'unit_code as unitCode',
      'vat',
    ])
    .orderBy('id')
    .execute()
}

const TARIFF = [
  't.id',
  't.name',
  'c.code as serviceClass',
  't.service_class_id as serviceClassId',
  't.currency',
  't.is_hidden as isHidden',
  't.archived_at as archivedAt',
  't.version',
] as const

export async function selectTariffs(
  ctx: Context,
  filter: { ids?: readonly number[]; isArchived?: boolean },
): Promise<TariffRow[]> {
  return ctx.tx
    .selectFrom('catalogue.tariffs as t')
    .innerJoin('catalogue.service_classes as c', 'c.id', 't.service_class_id')
    .select(TARIFF)
    .$if(filter.ids !== undefined, (query) => query.where('t.id', 'in', [...(filter.ids ?? []), 0]))
    .$if(filter.isArchived !== undefined, (query) =>
      query.where('t.archived_at', filter.isArchived ? 'is not' : 'is', null),
    )
    .orderBy(sql`lower(t.name)`)
    .execute()
}

export async function selectVersions(
  ctx: Context,
  tariffIds: readonly number[],
): Promise<VersionRow[]> {
  const { rows } = await sql<VersionRow>`
    select tariff_id as "tariffId", number, lower(valid) as "from", upper(valid) as until,
      fee_minor as "feeMinor", fee_period as "feePeriod", fee_charged as "feeCharged",
      block_policy as "blockPolicy", speed_down_kbps as "speedDownKbps",
      speed_up_kbps as "speedUpKbps", published_at as "publishedAt", published_by as "publishedBy"
    from catalogue.tariff_versions
    where tariff_id = any(${[...tariffIds]}::int[])
    order by tariff_id, number`.execute(ctx.tx)
  return rows
}

export async function insertTariff(
  ctx: Context,
  tariff: { name: string; serviceClassId: number; currency: string },
): Promise<number> {
  const { id } = await ctx.tx
    .insertInto('catalogue.tariffs')
    .values({
      name: tariff.name,
      service_class_id: tariff.serviceClassId,
      currency: tariff.currency,
      created_at: ctx.now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Changes the tariff if it is still of this version; false when it is not. */
export async function updateTariff(
  ctx: Context,
  id: number,
  version: number,
  change: { name?: string; is_hidden?: boolean; archived_at?: Temporal.Instant | null },
): Promise<boolean> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('catalogue.tariffs')
    .set({ ...change, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Ends the open version on a day and puts the next one after it. */
export async function insertVersion(
  ctx: Context,
  tariffId: number,
  { number, from, ...terms }: Terms & { number: number; from: Temporal.PlainDate },
): Promise<void> {
  await sql`
    update catalogue.tariff_versions
    set valid = daterange(lower(valid), ${from}::date)
    where tariff_id = ${tariffId} and upper(valid) is null`.execute(ctx.tx)
  await sql`
    insert into catalogue.tariff_versions (tariff_id, number, valid, fee_minor, fee_period,
      fee_charged, block_policy, speed_down_kbps, speed_up_kbps, published_at, published_by)
    values (${tariffId}, ${number}, daterange(${from}::date, null), ${terms.feeMinor},
      ${terms.feePeriod}, ${terms.feeCharged}, ${terms.blockPolicy}, ${terms.speedDownKbps},
      ${terms.speedUpKbps}, ${ctx.now()}, ${ctx.actor.name})`.execute(ctx.tx)
}

/** Tariffs whose next version comes into force on exactly this day. */
export async function selectTariffIdsBeginning(
  ctx: Context,
  day: Temporal.PlainDate,
): Promise<number[]> {
  const { rows } = await sql<{ tariff_id: number }>`
    select tariff_id
    from catalogue.tariff_versions
    where lower(valid) = ${day}::date and number > 1
    order by tariff_id`.execute(ctx.tx)
  return rows.map(({ tariff_id }) => tariff_id)
}
