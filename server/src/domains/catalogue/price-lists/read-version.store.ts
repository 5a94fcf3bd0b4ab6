import type { Rate } from '@altyn/money'
import { sql } from 'kysely'
import type { Context } from '#platform/context'

/** Which prices of a list hold on which days. The rows of a stage never change. */
export type PriceVersion = {
  priceListId: number
  number: number
  stageId: number
  from: Temporal.PlainDate
  until: Temporal.PlainDate | null
}

export async function selectPriceVersions(
  ctx: Context,
  priceListIds: readonly number[],
): Promise<PriceVersion[]> {
  const { rows } = await sql<PriceVersion>`
    select price_list_id as "priceListId", number, stage_id as "stageId", lower(valid) as "from",
      upper(valid) as until
    from catalogue.price_list_versions
    where price_list_id = any(${[...priceListIds]}::int[])
    order by price_list_id, number`.execute(ctx.tx)
  return rows
}

/** What a call to a direction costs. Null seconds: as the tariff says. */
export type PriceOfDirection = {
  prefix: string
  /** Null: at all times that no other price of the prefix names. */
  band: string | null
  name: string
  class: string
  rate: Rate
  callRate: Rate
  stepSeconds: number | null
  freeSeconds: number | null
  minimumSeconds: number | null
}

/** All prices of a version by the stage that it was made of. */
export async function selectPrices(ctx: Context, stageId: number): Promise<PriceOfDirection[]> {
  const { rows } = await sql<PriceOfDirection>`
    select prefix, nullif(band, '') as band, name, class, price_rate as rate,
      call_price_rate as "callRate", step_seconds as "stepSeconds",
      free_seconds as "freeSeconds", minimum_seconds as "minimumSeconds"
    from catalogue.price_list_rows
    where stage_id = ${stageId}`.execute(ctx.tx)
  return rows
}
