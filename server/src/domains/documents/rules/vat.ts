import { vatInside } from '@altyn/money'

/** A VAT rate in basis points (2200 = 22 %, 0 is the zero rate), or `none`: not subject to VAT. */
export type VatRate = number | 'none'

/** An amount with its VAT taken apart: gross = net + VAT to the kopeck. */
export type VatSplit = { netMinor: bigint; vatMinor: bigint; grossMinor: bigint }

/** What a document has at one rate. */
export type VatTotal = VatSplit & { rate: VatRate }

/** A rate that was in force from a day up to, not including, another day. */
export type VatPeriod = { from: Temporal.PlainDate; until?: Temporal.PlainDate; rate: VatRate }

/**
 * Main VAT rate of Russia by day (Tax Code, article 164, item 3): 18 % by law 117-FZ of 7 July
 * 2003, 20 % by law 303-FZ of 3 August 2018, 22 % by law 425-FZ of 28 November 2025.
 */
export const VAT_RATES: readonly VatPeriod[] = [
  { from: firstOfJanuary(2004), until: firstOfJanuary(2019), rate: 1800 },
  { from: firstOfJanuary(2019), until: firstOfJanuary(2026), rate: 2000 },
  { from: firstOfJanuary(2026), rate: 2200 },
]

/**
 * The rate in force on a day. Throws RangeError when the history says nothing about that day:
 * a guessed rate would be a wrong tax document.
 */
export function vatRateOn(history: readonly VatPeriod[], day: Temporal.PlainDate): VatRate {
  const period = history.find(({ from, until }) => isWithin(day, from, until))
  if (!period) throw new RangeError(`No VAT rate is known for ${day}`)
  return period.rate
}

/** Takes the VAT out of a gross amount in kopecks; with `none` there is no VAT to take out. */
export function splitVat(grossMinor: bigint, rate: VatRate): VatSplit {
  const vatMinor = rate === 'none' ? 0n : vatInside(grossMinor, rate)
  return { netMinor: grossMinor - vatMinor, vatMinor, grossMinor }
}

/**
 * VAT of a whole document: each line rounded on its own, everything else a sum of lines, so that
 * the document's VAT equals the column above it. Rates come highest first, `none` last.
 */
export function totalVat(lines: readonly { grossMinor: bigint; rate: VatRate }[]): {
  total: VatSplit
  byRate: VatTotal[]
} {
  const total: VatSplit = { netMinor: 0n, vatMinor: 0n, grossMinor: 0n }
  const byRate = new Map<VatRate, VatTotal>()
  for (const { grossMinor, rate } of lines) {
    const split = splitVat(grossMinor, rate)
    const ofRate = byRate.get(rate) ?? { rate, netMinor: 0n, vatMinor: 0n, grossMinor: 0n }
    byRate.set(rate, ofRate)
    for (const sum of [total, ofRate]) {
      sum.netMinor += split.netMinor
      sum.vatMinor += split.vatMinor
      sum.grossMinor += split.grossMinor
    }
  }
  return { total, byRate: [...byRate.values()].sort((a, b) => rank(b.rate) - rank(a.rate)) }
}

function isWithin(
  day: Temporal.PlainDate,
  from: Temporal.PlainDate,
  until: Temporal.PlainDate | undefined,
): boolean {
  const isAfterStart = Temporal.PlainDate.compare(from, day) <= 0
  return isAfterStart && (!until || Temporal.PlainDate.compare(day, until) < 0)
}

function rank(rate: VatRate): number {
  return rate === 'none' ? -1 : rate
}

function firstOfJanuary(year: number): Temporal.PlainDate {
  return Temporal.PlainDate.from({ year, month: 1, day: 1 })
}
