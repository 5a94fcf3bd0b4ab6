import type { Context } from '#platform/context'
import { tell } from '#platform/outbox'
import { firstOpenDay, type NewPosting, post, revenueCode, walletCode } from '../ledger/index.ts'
import { upsertDues } from './dues.store.ts'
import { type ChargingFacts, type Period, readChargingFacts } from './read-charging-facts.ts'
import { fromDayNumber } from './rules/day-number.ts'
import { policyOf } from './rules/due.ts'
import { explainCharge } from './rules/explain-charge.ts'
import {
  type ChargePlan,
  coverCharges,
  type PlannedCharge,
  planAccount,
} from './rules/plan-charges.ts'

export type ChargeOutcome = {
  charges: PlannedCharge[]
  postingsCount: number
  chargedMinor: bigint
  moneyShort: number[]
}

/**
 * Charges the contracts what is due for the months as of a day: computes what should stand,
 * subtracts what was posted, posts the difference. So a second run posts nothing, and the monthly
 * run, a late correction and a crashed run started again are the same code. Fees that the money
 * must cover and does not are left out, and `charging.money-short` names their contracts.
 */
export async function chargeContracts(
  ctx: Context,
  contractIds: readonly number[],
  period: Period,
): Promise<ChargeOutcome> {
  const facts = await readChargingFacts(ctx, contractIds, period)
  const { charges, uncovered, inDebt } = planContracts(facts)
  if (charges.length > 0) {
    const day = await firstOpenDay(ctx, period.asOf)
    await post(
      ctx,
      charges.map((charge) => toPosting(charge, day)),
    )
    await upsertDues(ctx, charges.map(toDue))
  }
  const moneyShort = [...new Set([...uncovered.map(({ contractId }) => contractId), ...inDebt])]
  if (moneyShort.length > 0) {
    await tell(ctx, 'charging.money-short', { contractIds: moneyShort })
  }
  return {
    charges,
    postingsCount: charges.length,
    chargedMinor: charges.reduce((sum, { differenceMinor }) => sum + differenceMinor, 0n),
    moneyShort,
  }
}

/** The differences of every contract, split into what is posted and what the money does not cover. */
export function planContracts(facts: ChargingFacts): ChargePlan {
  const byContract = Map.groupBy(facts.accounts, ({ contractId }) => contractId)
  const whole: ChargePlan = { charges: [], uncovered: [], inDebt: [] }
  for (const money of facts.money) {
    const accounts = byContract.get(money.contractId) ?? []
    const differences = accounts.flatMap((account) =>
      planAccount(account, facts.offers, facts, facts.chargedTo(account.accountId)),
    )
    if (differences.length === 0) continue
    const plan = coverCharges(money, differences, (id) => {
      const account = accounts.find(({ accountId }) => accountId === id)
      return account ? policyOf(account, facts.offers.tariffs, facts.asOf) : 'none'
    })
    whole.charges.push(...plan.charges)
    whole.uncovered.push(...plan.uncovered)
    whole.inDebt.push(...plan.inDebt)
  }
  return whole
}

function toPosting(charge: PlannedCharge, day: Temporal.PlainDate): NewPosting {
  const { accountId, contractId, before, due, differenceMinor } = charge
  const { component, month } = due
  const { serviceClass, title } = nameOf(charge)
  const wallet = walletCode(contractId)
  const revenue = revenueCode(serviceClass)
  const isCharge = differenceMinor > 0n
  const part = component === 'fee' ? '' : `${component}:`
  return {
    key: `recurring:${accountId}:${part}${month.label}:${before.revision + 1}`,
    kind: 'charge',
    day,
    from: isCharge ? wallet : revenue,
    to: isCharge ? revenue : wallet,
    amountMinor: isCharge ? differenceMinor : -differenceMinor,
    contractId,
    accountId,
    period: {
      from: fromDayNumber(month.first),
      until: fromDayNumber(month.first + month.days),
    },
    title,
    explanation: explainCharge(charge),
  }
}

/** By its last line; what is not due any more keeps the name under which it was charged. */
export function nameOf({ due, before }: PlannedCharge): { serviceClass: string; title: string } {
  const line = due.lines.at(-1)
  return line ? { serviceClass: line.serviceClass, title: line.name } : before
}

function toDue(charge: PlannedCharge) {
  const { accountId, contractId, before, due } = charge
  return {
    ...nameOf(charge),
    accountId,
    contractId,
    component: due.component,
    first: due.month.first,
    chargedMinor: due.dueMinor,
    revision: before.revision + 1,
  }
}
