import { formatAmount } from '@altyn/money'
import { type DayNumber, fromDayNumber, type Month } from './day-number.ts'
import { computeFee, type FeeDue, type FeeFacts, type FeeTariff } from './fee.ts'

export type AccountFacts = FeeFacts & { accountId: number; contractId: number }
/** What has been charged so far for a month of an account, and in how many postings. */
export type Charged = { chargedMinor: bigint; revision: number }
export type ContractMoney = {
  contractId: number
  /** Balance plus credit. */
  availableMinor: bigint
  isNeverBlocked: boolean
}

/** A difference to be posted: positive is charged, negative is given back. */
export type PlannedCharge = {
  accountId: number
  contractId: number
  month: Month
  differenceMinor: bigint
  before: Charged
  due: FeeDue
}
export type ChargePlan = {
  charges: PlannedCharge[]
  /** Fees that the money does not cover: not charged, to be blocked instead. */
  uncovered: PlannedCharge[]
  /** Contracts whose available money is below zero after the charges. */
  inDebt: number[]
}

/** What is still to be charged for one account in the given months. */
export function planAccount(
  facts: AccountFacts,
  tariffs: ReadonlyMap<number, FeeTariff>,
  period: { months: readonly Month[]; asOf: DayNumber },
  chargedIn: (month: Month) => Charged | undefined,
): PlannedCharge[] {
  const planned: PlannedCharge[] = []
  for (const month of period.months) {
    const before = chargedIn(month) ?? { chargedMinor: 0n, revision: 0 }
    const due = computeFee(facts, tariffs, { month, asOf: period.asOf })
    const differenceMinor = due.dueMinor - before.chargedMinor
    if (differenceMinor !== 0n) {
      const { accountId, contractId } = facts
      planned.push({ accountId, contractId, month, differenceMinor, before, due })
    }
  }
  return planned
}

/**
 * Decides which of the differences of a contract are posted: everything, but under the policy
 * `before-charge` only what the money covers, in the order given.
 */
export function coverCharges(
  money: ContractMoney,
  differences: readonly PlannedCharge[],
  tariffs: ReadonlyMap<number, FeeTariff>,
  asOf: DayNumber,
): ChargePlan {
  const plan: ChargePlan = { charges: [], uncovered: [], inDebt: [] }
  let availableMinor = money.availableMinor
  for (const charge of differences) {
    const mustCover = !money.isNeverBlocked && policyOf(charge, tariffs, asOf) === 'before-charge'
    if (mustCover && charge.differenceMinor > 0n && availableMinor < charge.differenceMinor) {
      plan.uncovered.push(charge)
    } else {
      plan.charges.push(charge)
      availableMinor -= charge.differenceMinor
    }
  }
  if (availableMinor < 0n && plan.charges.length > 0) plan.inDebt.push(money.contractId)
  return plan
}

function policyOf(
  { due }: PlannedCharge,
  tariffs: ReadonlyMap<number, FeeTariff>,
  asOf: DayNumber,
): string {
  const tariff = tariffs.get(due.lines.at(-1)?.tariffId ?? 0)
  return tariff ? policyOn(tariff, asOf) : 'none'
}

/** The block policy of a tariff on a day. */
export function policyOn(
  tariff: FeeTariff,
  day: DayNumber,
): 'none' | 'after-debt' | 'before-charge' {
  const version = tariff.versions.find(
    ({ from, until }) => from <= day && (until === null || day < until),
  )
  return version?.blockPolicy ?? 'none'
}

/** Why this amount, as data that the words are made from. Amounts are decimal text. */
export function explainCharge({ month, due, before, differenceMinor }: PlannedCharge) {
  return {
    kind: 'fee',
    month: month.label,
    daysInMonth: month.days,
    due: formatAmount(due.dueMinor),
    chargedBefore: formatAmount(before.chargedMinor),
    difference: formatAmount(differenceMinor),
    freeDays: due.freeDays,
    lines: due.lines.map((line) => ({
      tariffId: line.tariffId,
      tariff: line.tariffName,
      version: line.versionNumber,
      fee: formatAmount(line.feeMinor),
      feePeriod: line.feePeriod,
      from: fromDayNumber(line.from).toString(),
      until: fromDayNumber(line.until).toString(),
      days: line.days,
      amount: formatAmount(line.amountMinor),
    })),
  }
}
