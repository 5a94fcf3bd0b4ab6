import { divideRounded, formatAmount, formatRate } from '@altyn/money'
import type { CallBill } from '../../rating/rules/call-bill.ts'
import { amountPerUnit } from '../../rating/rules/usage-price.ts'
import type { FeeLine } from './charge-facts.ts'
import { fromDayNumber } from './day-number.ts'
import type { PlannedCharge } from './plan-charges.ts'
import type { PriceStep } from './price.ts'

const SECONDS_PER_MINUTE = 60n

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
    ...(line.priced && { usage: toUsage(line.priced) }),
    ...(line.bill && { calls: toCalls(line.bill) }),
  }
}

/** Amounts in megabytes or minutes, with three decimals: they are shown, not counted on. */
function toUsage(priced: NonNullable<FeeLine['priced']>) {
  const units = (amount: bigint) => inUnits(amount, amountPerUnit(priced))
  return {
    unit: priced.unit,
    used: units(priced.used),
    included: units(priced.included),
    carried: units(priced.carried),
    paid: units(priced.paid),
    parts: priced.parts.map(({ fromUnits, rate, amount, category, band }) => ({
      ...(category !== null && { category }),
      ...(band !== null && { band }),
      from: fromUnits,
      price: formatRate(rate),
      amount: units(amount),
    })),
  }
}

/** Minutes with three decimals, money of each class rounded for show: the sum is rounded as a whole. */
function toCalls({ usedSeconds, includedSeconds, carriedSeconds, lines, perMinor }: CallBill) {
  const minutes = (seconds: bigint) => inUnits(seconds, SECONDS_PER_MINUTE)
  return {
    used: minutes(usedSeconds),
    included: minutes(includedSeconds),
    carried: minutes(carriedSeconds),
    classes: lines.map((line) => ({
      class: line.class,
      calls: line.calls,
      minutes: minutes(BigInt(line.billedSeconds)),
      paidMinutes: minutes(BigInt(line.paidSeconds)),
      amount: formatAmount(divideRounded(line.exact, perMinor)),
    })),
  }
}

function inUnits(amount: bigint, perUnit: bigint): string {
  const thousandths = divideRounded(amount * 1000n, perUnit)
  const fraction = String(thousandths % 1000n).padStart(3, '0')
  return `${thousandths / 1000n}.${fraction}`
}

function toStep({ adjustment: { kind, amount, title }, afterRate }: PriceStep) {
  const isMoney = kind === 'own-price' || kind === 'absolute'
  const value = isMoney ? formatAmount(amount) : `${formatAmount(amount)} %`
  return { kind, value, title, price: formatRate(afterRate) }
}
