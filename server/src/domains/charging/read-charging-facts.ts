import { startOfDay } from '#platform/clock'
import type { Context } from '#platform/context'
import { findServiceHistory, type ServiceHistory } from '../accounts/index.ts'
import { findServices, findTariffs } from '../catalogue/index.ts'
import { holdBalances, readBalances } from '../ledger/index.ts'
import { getDefaultOperator } from '../settings/index.ts'
import { findMoneyTerms } from '../subscribers/index.ts'
import { selectDues } from './dues.store.ts'
import { readUsed } from './read-used.ts'
import { wholeDays } from './rules/blocked-days.ts'
import { type DayNumber, fromDayNumber, type Month, toDayNumber } from './rules/day-number.ts'
import type { AccountFacts, Offers } from './rules/due.ts'
import { type ChargedDue, type ContractMoney, windowOf } from './rules/plan-charges.ts'
import type { UsedByDay } from './rules/usage-dues.ts'
import { toServiceOffer, toTariffOffer } from './to-offer.ts'

// A month counted from a day of connection may have begun so long before the months asked for.
const LOOK_BACK_DAYS = 31

export type ChargingFacts = {
  asOf: DayNumber
  months: readonly Month[]
  accounts: AccountFacts[]
  money: ContractMoney[]
  offers: Offers
  chargedTo(accountId: number): readonly ChargedDue[]
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
  const { from, until } = windowOf(period.months)
  const since = startOfDay(fromDayNumber(from - LOOK_BACK_DAYS), timeZone)
  const history = await findServiceHistory(ctx, contractIds, since)
  const accountIds = history.map(({ accountId }) => accountId)
  const charged = Map.groupBy(
    await selectDues(ctx, accountIds, { from: from - LOOK_BACK_DAYS, until }),
    ({ accountId }) => accountId,
  )
  const offers = await readOffers(ctx, history)
  const used = await readUsed(ctx, history, offers, { since, timeZone })
  const liftedMs = asIfLifted ? ctx.now().epochMilliseconds : undefined
  return {
    asOf: toDayNumber(period.asOf),
    months: period.months,
    accounts: toAccounts(history, {
      timeZone,
      liftedMs,
      offers,
      used,
      asOf: toDayNumber(period.asOf),
    }),
    money: terms.map(({ contractId, isNeverBlocked, creditMinor }) => ({
      contractId,
      isNeverBlocked,
      availableMinor: (balances.get(contractId) ?? 0n) + creditMinor,
    })),
    offers,
    chargedTo: (accountId) => charged.get(accountId) ?? [],
  }
}

async function readOffers(ctx: Context, history: readonly ServiceHistory[]): Promise<Offers> {
  const tariffIds = new Set(history.flatMap(({ tariffs }) => tariffs.map(([id]) => id)))
  const serviceIds = new Set(
    history.flatMap(({ services }) => services?.map(({ serviceId }) => serviceId) ?? []),
  )
  const tariffs = await findTariffs(ctx, [...tariffIds])
  const services = serviceIds.size > 0 ? await findServices(ctx, [...serviceIds]) : new Map()
  return {
    tariffs: new Map([...tariffs].map(([id, tariff]) => [id, toTariffOffer(tariff)])),
    services: new Map([...services].map(([id, service]) => [id, toServiceOffer(service)])),
  }
}

type Reading = {
  timeZone: string
  used: ReadonlyMap<number, UsedByDay>
  liftedMs: number | undefined
  offers: Offers
  asOf: DayNumber
}

function toAccounts(history: readonly ServiceHistory[], reading: Reading): AccountFacts[] {
  const pieces = countPieces(history, reading)
  return history.map((account) => toFacts(account, reading, pieces))
}

function toFacts(
  { accountId, contractId, tariffs, blocks, services, terms }: ServiceHistory,
  { timeZone, liftedMs, used }: Reading,
  pieces: Pieces,
): AccountFacts {
  const facts = (blocks ?? []).map(([kind, fromMs, untilMs]) => ({
    kind,
    fromMs,
    untilMs: kind === 'money' && liftedMs !== undefined ? (untilMs ?? liftedMs) : untilMs,
  }))
  const adjustments = (terms ?? []).map((term) => ({ ...term, amount: BigInt(term.amount) }))
  return {
    accountId,
    contractId,
    used: used.get(accountId),
    tariffs: tariffs.map(([offerId, from, until]) => ({ offerId, quantity: 1, from, until })),
    services: (services ?? []).map((service) => ({
      ...service,
      quantityInScope: pieces(accountId, contractId, service.serviceId) || service.quantity,
      plan:
        service.firstMinor === null || service.parts === null
          ? null
          : {
              firstMinor: BigInt(service.firstMinor),
              parts: service.parts,
              repaidOn: service.repaidOn,
            },
      adjustments: adjustments.filter(({ assignedServiceId }) => assignedServiceId === service.id),
    })),
    blocked: facts.length > 0 ? wholeDays(facts, timeZone) : [],
    adjustments: adjustments.filter(({ assignedServiceId }) => assignedServiceId === null),
  }
}

type Pieces = (accountId: number, contractId: number, serviceId: number) => number

/** How many pieces of a service are held on the day, counted over what its discount goes by. */
function countPieces(history: readonly ServiceHistory[], { offers, asOf }: Reading): Pieces {
  const counts = new Map<string, number>()
  const keyOf = (accountId: number, contractId: number, serviceId: number) =>
    offers.services.get(serviceId)?.discountScope === 'contract'
      ? `contract:${contractId}:${serviceId}`
      : `account:${accountId}:${serviceId}`
  for (const { accountId, contractId, services } of history) {
    for (const { serviceId, quantity, from, until } of services ?? []) {
      if (from > asOf || (until !== null && until <= asOf)) continue
      const key = keyOf(accountId, contractId, serviceId)
      counts.set(key, (counts.get(key) ?? 0) + quantity)
    }
  }
  return (...held) => counts.get(keyOf(...held)) ?? 0
}
