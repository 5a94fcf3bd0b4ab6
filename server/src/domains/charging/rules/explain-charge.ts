import { formatAmount, formatRate } from '@altyn/money'
import type { FeeLine } from './charge-facts.ts'
import { fromDayNumber } from './day-number.ts'
import type { PlannedCharge } from './plan-charges.ts'
import type { PriceStep } from './price.ts'

/** Why this amount, as data that the words are made from. Amounts and prices are decimal text. */
export function explainCharge({ due, before, differenceMinor }: PlannedCharge) {
  const { month } = due
  return {
    kind: due.kind,
    month: month.label,
    from: fromDayNumber(month.first).toString(),
    until: fromDayNumber(month.first + month.days).toString(),
    daysInMonth: month.days,
    due: formatAmount(due.dueMinor),
    chargedBefore: formatAmount(before.chargedMinor),
    difference: formatAmount(differenceMinor),
    freeDays: due.freeDays,
    lines: due.lines.map(toLine),
  }
}

function toLine(line: FeeLine) {
  return {
    tariffId: line.offerId,
    tariff: line.name,
    version: line.versionNumber,
    state: line.state,
    fee: formatAmount(line.feeMinor),
    feePeriod: line.feePeriod,
    ...(line.quantity !== 1 && { quantity: line.quantity }),
    ...(line.steps.length > 0 && { steps: line.steps.map(toStep) }),
    from: fromDayNumber(line.from).toString(),
    until: fromDayNumber(line.until).toString(),
    days: line.days,
    amount: formatAmount(line.amountMinor),
  }
}

function toStep({ adjustment: { kind, amount, title }, afterRate }: PriceStep) {
  const isMoney = kind === 'own-price' || kind === 'absolute'
  const value = isMoney ? formatAmount(amount) : `${formatAmount(amount)} %`
  return { kind, value, title, price: formatRate(afterRate) }
}
