import { dayOf } from '#platform/clock'
import type { Context } from '#platform/context'
import { refuseField } from '#platform/refusal'
import { getDefaultOperator } from '../../settings/index.ts'
import { selectTimeBandsInForce } from '../calendars/time-bands.store.ts'
import { digitsOf, longestMatch, prefixesOf } from '../rules/price-match.ts'
import type { PriceRow } from '../rules/price-row.ts'
import { bandAt } from '../rules/time-band.ts'
import { getPriceList, priceVersionOn } from './find-price-list.ts'
import { selectPricesOf } from './price-rows.store.ts'

export type CallQuote = {
  digits: string
  versionNumber: number | null
  band: string | null
  row: PriceRow | null
}

/** What a call to a number costs at a moment by a list alone: no row where the list has no price. */
export async function quoteCall(
  ctx: Context,
  { id, number, at = ctx.now() }: { id: number; number: string; at?: Temporal.Instant },
): Promise<CallQuote> {
  const list = await getPriceList(ctx, id)
  const digits = digitsOf(number)
  if (digits === undefined) throw refuseField('catalogue.not-a-phone-number', 'number')
  const { time_zone: timeZone } = await getDefaultOperator(ctx)
  const { bands, days } = await selectTimeBandsInForce(ctx)
  const band = bandAt(bands, { at, timeZone, days })
  const version = priceVersionOn(list, dayOf(at, timeZone))
  const rows = version ? await selectPricesOf(ctx, version.stageId, prefixesOf(digits)) : []
  return {
    digits,
    versionNumber: version?.number ?? null,
    band,
    row: longestMatch(rows, band) ?? null,
  }
}
