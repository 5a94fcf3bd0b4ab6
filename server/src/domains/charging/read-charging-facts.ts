import { startOfDay } from '#platform/clock'
import type { Context } from '#platform/context'
import { findServiceHistory, type ServiceHistory } from '../accounts/index.ts'
import { findTariffs, type Tariff } from '../catalogue/index.ts'
import { holdBalances, readBalances } from '../ledger/index.ts'
import { getDefaultOperator } from '../settings/index.ts'
import { findMoneyTerms } from '../subscribers/index.ts'
import { selectDues } from './dues.store.ts'
import { wholeDays } from './rules/blocked-days.ts'
import { type DayNumber, fromDayNumber, type Month, toDayNumber } from './rules/day-number.ts'
import type { FeeTariff } from './rules/fee.ts'
import type { AccountFacts, Charged, ContractMoney } from './rules/plan-charges.ts'

export type ChargingFacts = {
  asOf: DayNumber
  months: readonly Month[]
  accounts: AccountFacts[]
  money: ContractMoney[]
  tariffs: Map<number, FeeTariff>
  chargedIn(accountId: number, month: Month): Charged | undefined
}
export type Period = { months: readonly Month[]; asOf: Temporal.PlainDate }

export type ReadingOptions = {
  /** Open money blocks are taken to end now. */
  asIfLifted?: boolean
  /** Wallets are read without holding them: for showing, not for deciding. */
  justLooking?: boolean
}

/**
 * Reads everything that decides what the contracts owe, and holds their wallets so that nobody
 * spends the money in between.
 */
export async function readChargingFacts(
  ctx: Context,
  contractIds: readonly number[],
  period: Period,
  { asIfLifted = false, justLooking = false }: ReadingOptions = {},
): Promise<ChargingFacts> {
  const balances = await (justLooking ? readBalances : holdBalances)(ctx, contractIds)
  const terms = await findMoneyTerms(ctx, contractIds)
  const timeZone = (await getDefaultOperator(ctx)).time_zone
  const begins = period.months.map(({ first }) => first)
  const since = startOfDay(fromDayNumber(Math.min(...begins)), timeZone)
  const history = await findServiceHistory(ctx, contractIds, since)
  const liftedMs = asIfLifted ? ctx.now().epochMilliseconds : undefined
  const dues = await selectDues(
    ctx,
    history.map(({ accountId }) => accountId),
    begins,
  )
  const charged = new Map(dues.map((due) => [`${due.accountId}:${due.periodStart}`, due]))
  return {
    asOf: toDayNumber(period.asOf),
    months: period.months,
    accounts: history.map((account) => toFacts(account, timeZone, liftedMs)),
    money: terms.map(({ contractId, isNeverBlocked, creditMinor }) => ({
      contractId,
      isNeverBlocked,
      availableMinor: (balances.get(contractId) ?? 0n) + creditMinor,
    })),
    tariffs: await readTariffs(ctx, history),
    chargedIn: (accountId, month) => charged.get(`${accountId}:${month.first}`),
  }
}

function toFacts(
  { accountId, contractId, tariffs, blocks }: ServiceHistory,
  timeZone: string,
  liftedMs: number | undefined,
): AccountFacts {
  const facts = (blocks ?? []).map(([kind, fromMs, untilMs]) => ({
    kind,
    fromMs,
    untilMs: kind === 'money' && liftedMs !== undefined ? (untilMs ?? liftedMs) : untilMs,
  }))
  return {
    accountId,
    contractId,
    assignments: tariffs.map(([tariffId, from, until]) => ({ tariffId, from, until })),
    blocked: facts.length > 0 ? wholeDays(facts, timeZone) : [],
  }
}

async function readTariffs(
  ctx: Context,
  history: readonly ServiceHistory[],
): Promise<Map<number, FeeTariff>> {
  const ids = new Set(history.flatMap(({ tariffs }) => tariffs.map(([tariffId]) => tariffId)))
  const tariffs = await findTariffs(ctx, [...ids])
  return new Map([...tariffs].map(([id, tariff]) => [id, toFeeTariff(tariff)]))
}

function toFeeTariff(tariff: Tariff): FeeTariff {
  return {
    id: tariff.id,
    name: tariff.name,
    serviceClass: tariff.serviceClass,
    versions: tariff.versions.map((version) => ({
      versionNumber: version.number,
      from: toDayNumber(version.from),
      until: version.until ? toDayNumber(version.until) : null,
      feeMinor: version.feeMinor,
      feePeriod: version.feePeriod,
      feeCharged: version.feeCharged,
      blockPolicy: version.blockPolicy,
    })),
  }
}
