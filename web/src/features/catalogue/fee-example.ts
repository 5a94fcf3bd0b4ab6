import { formatAmount, parseAmount, prorate } from '@altyn/money'

/** In the middle of a month an example shows both the part and the whole. */
const EXAMPLE_DAY = 17

type ExampleTerms = {
  fee: string
  feePeriod: 'month' | 'day'
  feeCharged: 'in-advance' | 'at-end' | 'daily-parts'
}

export type FeeExample = {
  /** The day on which the imaginary subscriber is connected. */
  day: Temporal.PlainDate
  daysLeft: number
  daysInMonth: number
  /** What is charged for the rest of that month. */
  firstMonth: string
  wholeMonth: string
  oneDay: string
}

/** What somebody connected on the 17th of the first suitable month pays under these terms. */
export function feeExample(terms: ExampleTerms, from: string): FeeExample {
  const first = Temporal.PlainDate.from(from)
  const inMonth = first.with({ day: EXAMPLE_DAY })
  const day = Temporal.PlainDate.compare(inMonth, first) < 0 ? inMonth.add({ months: 1 }) : inMonth
  const daysInMonth = day.daysInMonth
  const daysLeft = daysInMonth - day.day + 1
  const fee = parseAmount(terms.fee)
  const isMonthly = terms.feePeriod === 'month'
  return {
    day,
    daysLeft,
    daysInMonth,
    firstMonth: formatAmount(
      isMonthly ? prorate(fee, daysLeft, daysInMonth) : fee * BigInt(daysLeft),
    ),
    wholeMonth: formatAmount(isMonthly ? fee : fee * BigInt(daysInMonth)),
    oneDay: formatAmount(isMonthly ? prorate(fee, 1, daysInMonth) : fee),
  }
}
