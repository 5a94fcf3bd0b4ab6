import { divideRounded } from '@altyn/money'
import { splitVat, type VatRate, type VatSplit } from './vat.ts'

/** Days from the first up to, not including, `until`. */
export type DayRange = { from: Temporal.PlainDate; until: Temporal.PlainDate }

/**
 * One thing that was charged. Amounts are gross, in kopecks; the quantity is in thousandths of
 * the unit, so that 1.5 GB is 1500n. The price is of one unit, when there is one price.
 */
export type InvoiceCharge = {
  title: string
  unit: string
  quantityThousandths: bigint
  priceMinor?: bigint
  grossMinor: bigint
  rate: VatRate
  period: DayRange
}

/** A line as it is printed: the price with VAT, absent when no single price explains the sum. */
export type InvoiceLine = VatSplit & {
  position: number
  title: string
  unit: string
  quantityText: string
  priceMinor?: bigint
  rate: VatRate
  period: DayRange
}

/**
 * Joins charges of one title, VAT rate and unit into lines, in the order they first came:
 * quantities and sums add up, the period spans all. Charges that cancel each other leave no line.
 */
export function groupCharges(
  charges: readonly InvoiceCharge[],
  language: 'ru' | 'en',
): InvoiceLine[] {
  const groups = Map.groupBy(charges, ({ title, rate, unit }) =>
    JSON.stringify([title, rate, unit]),
  )
  return [...groups.values()]
    .map(joinCharges)
    .filter((charge) => charge.grossMinor !== 0n)
    .map((charge, i) => ({
      position: i + 1,
      title: charge.title,
      unit: charge.unit,
      quantityText: formatQuantity(charge.quantityThousandths, language),
      priceMinor: explainedPrice(charge),
      rate: charge.rate,
      period: charge.period,
      ...splitVat(charge.grossMinor, charge.rate),
    }))
}

/** Thousandths as people write them: 1500n → `1,5` (ru) or `1.5` (en), 2000n → `2`. */
export function formatQuantity(thousandths: bigint, language: 'ru' | 'en'): string {
  const absolute = thousandths < 0n ? -thousandths : thousandths
  const decimals = (absolute % 1000n).toString().padStart(3, '0').replace(/0+$/, '')
  const whole = (absolute / 1000n).toString()
  const point = language === 'ru' ? ',' : '.'
  return `${thousandths < 0n ? '\u2212' : ''}${whole}${decimals ? point + decimals : ''}`
}

function joinCharges(charges: readonly InvoiceCharge[]): InvoiceCharge {
  return charges.reduce((joined, charge) => ({
    title: joined.title,
    unit: joined.unit,
    rate: joined.rate,
    quantityThousandths: joined.quantityThousandths + charge.quantityThousandths,
    priceMinor: joined.priceMinor === charge.priceMinor ? charge.priceMinor : undefined,
    grossMinor: joined.grossMinor + charge.grossMinor,
    period: {
      from: earliest(joined.period.from, charge.period.from),
      until: latest(joined.period.until, charge.period.until),
    },
  }))
}

/** An accountant multiplies: a price that does not give the sum of its line must not be printed. */
function explainedPrice(charge: InvoiceCharge): bigint | undefined {
  const { quantityThousandths, grossMinor } = charge
  const priceMinor = charge.priceMinor ?? (quantityThousandths === 1000n ? grossMinor : undefined)
  if (priceMinor === undefined) return undefined
  const product = divideRounded(priceMinor * quantityThousandths, 1000n)
  return product === grossMinor ? priceMinor : undefined
}

function earliest(one: Temporal.PlainDate, other: Temporal.PlainDate): Temporal.PlainDate {
  return Temporal.PlainDate.compare(one, other) <= 0 ? one : other
}

function latest(one: Temporal.PlainDate, other: Temporal.PlainDate): Temporal.PlainDate {
  return Temporal.PlainDate.compare(one, other) >= 0 ? one : other
}
