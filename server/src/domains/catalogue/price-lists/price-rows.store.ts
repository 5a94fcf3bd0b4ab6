import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context'
import type { PriceRow } from '../rules/price-row.ts'

export type NumberedPrice = PriceRow & { rowNumber: number }
export type PriceTwice = { rowNumber: number; otherRow: number; prefix: string }
export type ChangeKind = 'up' | 'down' | 'new' | 'vanish' | 'other'

/**
 * Writes prices of a stage. What stands already under the same prefix and band is not written
 * again but returned, with the row of the file where it stood first.
 */
export async function insertPriceRows(
  ctx: Context,
  stageId: number,
  prices: readonly NumberedPrice[],
): Promise<PriceTwice[]> {
  if (prices.length === 0) return []
  const column = <Value>(read: (price: NumberedPrice) => Value) => prices.map(read)
  const { numAffectedRows } = await sql`
    insert into catalogue.price_list_rows (stage_id, row_number, prefix, band, name, class,
      price_rate, call_price_rate, step_seconds, free_seconds, minimum_seconds)
    select ${stageId}, *
    from unnest(
      ${column((p) => p.rowNumber)}::int[], ${column((p) => p.prefix)}::text[],
      ${column((p) => p.band ?? '')}::text[], ${column((p) => p.name)}::text[],
      ${column((p) => p.class)}::text[], ${column((p) => p.price)}::bigint[],
      ${column((p) => p.callPrice)}::bigint[], ${column((p) => p.stepSeconds)}::int[],
      ${column((p) => p.freeSeconds)}::int[], ${column((p) => p.minimumSeconds)}::int[]
    )
    on conflict do nothing`.execute(ctx.tx)
  if (numAffectedRows === BigInt(prices.length)) return []
  const { rows } = await sql<PriceTwice>`
    select wanted.row_number as "rowNumber", kept.row_number as "otherRow", kept.prefix
    from unnest(
      ${column((p) => p.rowNumber)}::int[], ${column((p) => p.prefix)}::text[],
      ${column((p) => p.band ?? '')}::text[]
    ) as wanted (row_number, prefix, band)
    join catalogue.price_list_rows kept
      on kept.stage_id = ${stageId} and kept.prefix = wanted.prefix and kept.band = wanted.band
    where kept.row_number <> wanted.row_number
    order by wanted.row_number, kept.prefix`.execute(ctx.tx)
  return rows
}

/** Drops some prices of a stage; true when none are left. */
export async function deleteSomePrices(
  ctx: Context,
  stageId: number,
  limit: number,
): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    delete from catalogue.price_list_rows
    where ctid = any (array(
      select ctid from catalogue.price_list_rows where stage_id = ${stageId} limit ${limit}))`.execute(
    ctx.tx,
  )
  return numAffectedRows < BigInt(limit)
}

/** Drops some differences of a stage; true when none are left. */
export async function deleteSomeDifferences(
  ctx: Context,
  stageId: number,
  limit: number,
): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    delete from catalogue.price_list_differences
    where ctid = any (array(
      select ctid from catalogue.price_list_differences where stage_id = ${stageId} limit ${limit}))`.execute(
    ctx.tx,
  )
  return numAffectedRows < BigInt(limit)
}

/**
 * Compares the prices of a stage with those of another one, or with none: a price is dearer or
 * cheaper by its minute and, where that is the same, by the fact of a call.
 */
export async function insertPriceDifferences(
  ctx: Context,
  { stageId, baseStageId }: { stageId: number; baseStageId: number | null },
): Promise<void> {
  await sql`
    insert into catalogue.price_list_differences (stage_id, prefix, band, kind, name,
      old_price_rate, new_price_rate, old_call_price_rate, new_call_price_rate, size_rate)
    select ${stageId}, prefix, band,
      case
        when was.name is null then 'new'
        when becomes.name is null then 'vanish'
        when (becomes.price_rate, becomes.call_price_rate) > (was.price_rate, was.call_price_rate)
          then 'up'
        when (becomes.price_rate, becomes.call_price_rate) < (was.price_rate, was.call_price_rate)
          then 'down'
        else 'other'
      end,
      coalesce(becomes.name, was.name), was.price_rate, becomes.price_rate, was.call_price_rate,
      becomes.call_price_rate,
      abs(coalesce(becomes.price_rate, 0) - coalesce(was.price_rate, 0))
        + abs(coalesce(becomes.call_price_rate, 0) - coalesce(was.call_price_rate, 0))
    from (select * from catalogue.price_list_rows where stage_id = ${baseStageId}) as was
    full join (select * from catalogue.price_list_rows where stage_id = ${stageId}) as becomes
      using (prefix, band)
    where (was.name, was.class, was.price_rate, was.call_price_rate, was.step_seconds,
        was.free_seconds, was.minimum_seconds)
      is distinct from (becomes.name, becomes.class, becomes.price_rate, becomes.call_price_rate,
        becomes.step_seconds, becomes.free_seconds, becomes.minimum_seconds)`.execute(ctx.tx)
}

/** How many prices of a stage change, by the kind of change. */
export async function countPriceDifferences(
  ctx: Context,
  stageId: number,
): Promise<Record<ChangeKind, number>> {
  const { rows } = await sql<{ kind: ChangeKind; count: number }>`
    select kind, count(*)::int as count
    from catalogue.price_list_differences
    where stage_id = ${stageId}
    group by kind`.execute(ctx.tx)
  const counts = { up: 0, down: 0, new: 0, vanish: 0, other: 0 }
  for (const { kind, count } of rows) counts[kind] = count
  return counts
}

export type PriceDifferenceRow = {
  prefix: string
  band: string
  name: string
  kind: ChangeKind
  oldPrice: bigint | null
  newPrice: bigint | null
  oldCallPrice: bigint | null
  newCallPrice: bigint | null
  size: bigint
}

/** Changes of a stage, the largest first, after one of them. */
export async function selectPriceDifferences(
  ctx: Context,
  stageId: number,
  {
    kind,
    after,
    limit,
  }: { kind: ChangeKind | undefined; after: string[] | undefined; limit: number },
): Promise<PriceDifferenceRow[]> {
  const [size = '', prefix = '', band = ''] = after ?? []
  const { rows } = await sql<PriceDifferenceRow>`
    select prefix, band, name, kind, old_price_rate as "oldPrice", new_price_rate as "newPrice",
      old_call_price_rate as "oldCallPrice", new_call_price_rate as "newCallPrice",
      size_rate as size
    from catalogue.price_list_differences
    where stage_id = ${stageId}
      and ${kind ? sql`kind = ${kind}` : sql`true`}
      and ${
        after
          ? sql`size_rate <= ${size}::bigint
              and (size_rate < ${size}::bigint or (prefix, band) > (${prefix}, ${band}))`
          : sql`true`
      }
    order by size_rate desc, prefix, band
    limit ${limit}`.execute(ctx.tx)
  return rows
}

const PRICE = sql`
  prefix, nullif(band, '') as band, name, class, price_rate as price,
  call_price_rate as "callPrice", step_seconds as "stepSeconds", free_seconds as "freeSeconds",
  minimum_seconds as "minimumSeconds"`

/** What a search finds: the beginning of a prefix, or a part of a name. */
function found(words: string): RawBuilder<unknown> {
  if (words === '') return sql`true`
  // The first character after the digits ends the range of all that begins so.
  if (/^\d+$/.test(words)) return sql`prefix >= ${words} and prefix < ${`${words}:`}`
  return sql`name ilike ${`%${words.replaceAll(/[\\%_]/g, '\\$&')}%`}`
}

/** Prices of a stage by prefix, after one of them. */
export async function selectPriceRows(
  ctx: Context,
  stageId: number,
  { words, after, limit }: { words: string; after: string[] | undefined; limit: number },
): Promise<PriceRow[]> {
  const [prefix = '', band = ''] = after ?? []
  const { rows } = await sql<PriceRow>`
    select ${PRICE}
    from catalogue.price_list_rows
    where stage_id = ${stageId}
      and ${found(words)}
      and ${after ? sql`(prefix, band) > (${prefix}, ${band})` : sql`true`}
    order by prefix, price_list_rows.band
    limit ${limit}`.execute(ctx.tx)
  return rows
}

export async function countPriceRows(
  ctx: Context,
  stageId: number,
  words: string,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count
    from catalogue.price_list_rows
    where stage_id = ${stageId} and ${found(words)}`.execute(ctx.tx)
  return rows[0]?.count ?? 0
}

/** Prices of a stage under any of these prefixes. */
export async function selectPricesOf(
  ctx: Context,
  stageId: number,
  prefixes: readonly string[],
): Promise<PriceRow[]> {
  const { rows } = await sql<PriceRow>`
    select ${PRICE}
    from catalogue.price_list_rows
    where stage_id = ${stageId} and prefix = any(${[...prefixes]}::text[])`.execute(ctx.tx)
  return rows
}
