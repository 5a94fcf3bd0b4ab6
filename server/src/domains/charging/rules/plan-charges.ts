import { type Due, NOTHING_DUE, type Period } from './charge-facts.ts'
import { type DayNumber, fromDayNumber, type Month, monthOf, toDayNumber } from './day-number.ts'
import { type AccountFacts, computeDues, type Offers } from './due.ts'

/** What has been charged so far for a part of an account, and in how many postings. */
export type Charged = {
  chargedMinor: bigint
  revision: number
  serviceClass: string
  title: string
}
export type ChargedDue = Charged & { component: string; first: DayNumber }
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
  differenceMinor: bigint
  before: Charged
  due: Due
  /** Under `before-charge` it is not posted until the money covers it. What has passed is owed. */
  mayWait: boolean
}
export type ChargePlan = {
  charges: PlannedCharge[]
  /** Fees that the money does not cover: not charged, to be blocked instead. */
  uncovered: PlannedCharge[]
  /** Contracts whose available money is below zero after the charges. */
  inDebt: number[]
}

const NOTHING_CHARGED: Charged = { chargedMinor: 0n, revision: 0, serviceClass: '', title: '' }

/** What is still to be charged for one account in the given months. */
export function planAccount(
  facts: AccountFacts,
  offers: Offers,
  period: Period,
  charged: readonly ChargedDue[],
): PlannedCharge[] {
  const dues = computeDues(facts, offers, period)
  const { accountId, contractId } = facts
  const planned: PlannedCharge[] = []
  const add = (due: Due, before: Charged) => {
    const differenceMinor = due.dueMinor - before.chargedMinor
    if (differenceMinor === 0n) return
    const mayWait = due.mayWait && due.month.first + due.month.days > period.asOf
    planned.push({ accountId, contractId, differenceMinor, before, due, mayWait })
  }
  for (const due of dues) {
    add(due, charged.find((before) => isOf(before, due)) ?? NOTHING_CHARGED)
  }
  const { from, until } = windowOf(period.months)
  for (const before of charged) {
    const isGone = before.first >= from && before.first < until && before.chargedMinor !== 0n
    if (isGone && !dues.some((due) => isOf(before, due))) add(goneDue(before), before)
  }
  return planned
}

function isOf(before: ChargedDue, { component, month }: Due): boolean {
  return before.component === component && before.first === month.first
}

/** Charged once, and by what is known now not due at all: it goes back. */
function goneDue({ component, first }: ChargedDue): Due {
  const begin = component.split(':')[0] ?? ''
  const kind = begin === 'fee-from-connection' ? 'fee' : (begin as Due['kind']) // as it was written
  return { ...NOTHING_DUE, component, kind, month: monthOfDue(kind, first), mayWait: false }
}

function monthOfDue(kind: Due['kind'], first: DayNumber): Month {
  const begin = fromDayNumber(first)
  if (kind !== 'fee' && kind !== 'service' && kind !== 'usage')
    return { label: begin.toString(), first, days: 1 }
  if (begin.day === 1) return monthOf(begin)
  const days = toDayNumber(begin.add({ months: 1 })) - first
  return { label: begin.toString(), first, days }
}

/**
 * Decides which of the differences of a contract are posted: everything, but under the policy
 * `before-charge` only what the money covers. An account works as a whole or not at all, so its
 * tariff and services are covered together, accounts in their order.
 */
export function coverCharges(
  money: ContractMoney,
  differences: readonly PlannedCharge[],
  policyOf: (accountId: number) => string,
): ChargePlan {
  const plan: ChargePlan = { charges: [], uncovered: [], inDebt: [] }
  let availableMinor = money.availableMinor
  for (const [accountId, own] of Map.groupBy(differences, (charge) => charge.accountId)) {
    const mustCover = !money.isNeverBlocked && policyOf(accountId) === 'before-charge'
    const [waiting, sure] = mustCover ? divide(own) : [[], own]
    availableMinor -= sumOf(sure)
    const isCovered = sumOf(waiting) <= availableMinor
    if (isCovered) availableMinor -= sumOf(waiting)
    else plan.uncovered.push(...waiting)
    // In the order in which they were planned: tariff first.
    plan.charges.push(...(isCovered ? own : sure))
  }
  if (availableMinor < 0n && plan.charges.length > 0) plan.inDebt.push(money.contractId)
  return plan
}

/** What may wait for money, and what is posted whatever the money. */
function divide(charges: readonly PlannedCharge[]): [PlannedCharge[], PlannedCharge[]] {
  const waits = ({ mayWait, differenceMinor }: PlannedCharge) => mayWait && differenceMinor > 0n
  return [charges.filter(waits), charges.filter((charge) => !waits(charge))]
}

function sumOf(charges: readonly PlannedCharge[]): bigint {
  return charges.reduce((sum, { differenceMinor }) => sum + differenceMinor, 0n)
}

/** The half-open span of days that the months take up. */
export function windowOf(months: readonly Month[]): { from: DayNumber; until: DayNumber } {
  const [earliest] = months
  const latest = months.at(-1)
  return { from: earliest?.first ?? 0, until: latest ? latest.first + latest.days : 0 }
}
