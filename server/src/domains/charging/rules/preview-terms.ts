import type { FeeTerms, Offer } from './charge-facts.ts'
import {
  type DayNumber,
  fromDayNumber,
  type Month,
  monthsBetween,
  toDayNumber,
} from './day-number.ts'
import { computeDues } from './due.ts'

export type PreviewedMonth = {
  from: DayNumber
  until: DayNumber
  chargedOn: DayNumber
  chargesCount: number
  days: number
  amountMinor: bigint
}

/**
 * What an account connected on a day, with money enough and never blocked, pays under terms over so
 * many months: day by day the very dues that a run would find.
 */
export function previewTerms(
  terms: Omit<FeeTerms, 'versionNumber' | 'from' | 'until' | 'audience'>,
  connectedOn: DayNumber,
  monthsCount: number,
): PreviewedMonth[] {
  const version = {
    ...terms,
    versionNumber: 1,
    from: 0,
    until: null,
    audience: 'everybody' as const,
  }
  const offer: Offer = { id: 1, name: '', serviceClass: '', versions: [version] }
  const offers = { tariffs: new Map([[1, offer]]), services: new Map() }
  const holding = { offerId: 1, quantity: 1, from: connectedOn, until: null }
  const account = {
    accountId: 1,
    contractId: 1,
    tariffs: [holding],
    services: [],
    blocked: [],
    adjustments: [],
  }
  const first = fromDayNumber(connectedOn)
  const end = toDayNumber(first.with({ day: 1 }).add({ months: monthsCount + 1 }))
  const found = new Map<DayNumber, PreviewedMonth>()
  for (let asOf = connectedOn; asOf < end; asOf += 1) {
    const today = fromDayNumber(asOf)
    const months: Month[] = monthsBetween(today.subtract({ months: 1 }), today)
    for (const { month, dueMinor, lines } of computeDues(account, offers, { months, asOf })) {
      note(found, month, { asOf, dueMinor, days: lines.reduce((sum, line) => sum + line.days, 0) })
    }
  }
  return [...found.values()].sort((a, b) => a.from - b.from).slice(0, monthsCount)
}

function note(
  found: Map<DayNumber, PreviewedMonth>,
  { first, days: length }: Month,
  { asOf, dueMinor, days }: { asOf: DayNumber; dueMinor: bigint; days: number },
): void {
  const before = found.get(first)
  if (!before) {
    if (dueMinor === 0n) return
    const span = { from: first, until: first + length, chargedOn: asOf }
    found.set(first, { ...span, chargesCount: 1, days, amountMinor: dueMinor })
    return
  }
  if (before.amountMinor === dueMinor) return
  found.set(first, {
    ...before,
    chargesCount: before.chargesCount + 1,
    days,
    amountMinor: dueMinor,
  })
}
