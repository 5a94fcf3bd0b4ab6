import type * as contract from '@altyn/contract/reports'
import { dayOf } from '#platform/clock'
import type { Context } from '#platform/context'
import { toApiMoney, toApiTime } from '#platform/http/api-values'
import {
  findAppliedStates,
  findLastCommands,
  findLastRejections,
  readDueSpeeds,
  toApiCause,
  toApiCommand,
  toApiRejection,
} from '../access/index.ts'
import { type Account, toApiAccount } from '../accounts/index.ts'
import { explainContracts, toApiExplanation } from '../blocking/index.ts'
import { findTariffs, type Tariff, versionOn } from '../catalogue/index.ts'
import { findCustomValues, getDefaultOperator } from '../settings/index.ts'
import {
  findContracts,
  findGroupsOfContracts,
  getSubscriber,
  toApiContract,
  toApiSubscriber,
} from '../subscribers/index.ts'
import { findGuestSessionsOf, findOpenSessionsOf, toApiSession } from '../usage/index.ts'
import { selectRecent } from './recent.report.ts'

const RECENT_SHOWN = 8

/** Everything that a call to support needs about a subscriber, in one answer. */
export async function readCard(ctx: Context, id: number): Promise<contract.SubscriberCard> {
  const subscriber = await getSubscriber(ctx, id)
  const contracts = await findContracts(ctx, { subscriberIds: [id] })
  const contractIds = contracts.map((row) => row.id)
  const explained = await explainContracts(ctx, contractIds)
  const accounts = explained.flatMap((row) => row.accounts.map(({ account }) => account))
  const toCardAccount = await readAround(ctx, accounts)
  const groups = await findGroupsOfContracts(ctx, contractIds)
  const recent = await selectRecent(ctx, contractIds, RECENT_SHOWN)
  const currencies = new Map(contracts.map((row) => [row.id, row.currency]))
  return {
    subscriber: toApiSubscriber(subscriber, contracts),
    contracts: explained.map((row) => ({
      contract: toApiContract(
        // Explained contracts are the very contracts that were asked for.
        contracts.find((item) => item.id === row.contractId) as (typeof contracts)[number],
      ),
      groups: groups
        .filter(({ contractId }) => contractId === row.contractId)
        .map(({ contractId: _, ...group }) => group),
      money: toApiExplanation(row),
      accounts: row.accounts.map(({ account }) => toCardAccount(account)),
    })),
    customValues: [
      ...(await findCustomValues(ctx, 'subscriber', [id])),
      ...(await findCustomValues(ctx, 'contract', contractIds)),
      ...(await findCustomValues(
        ctx,
        'account',
        accounts.map((account) => account.id),
      )),
    ],
    recent: recent.map(({ amountMinor, ...row }) => ({
      ...row,
      at: toApiTime(row.at),
      amount:
        amountMinor === null ? null : toApiMoney(amountMinor, currencies.get(row.contractId ?? 0)),
    })),
  }
}

/** Reads what surrounds the accounts and returns how to put each together. */
async function readAround(ctx: Context, accounts: readonly Account[]) {
  const ids = accounts.map(({ id }) => id)
  const tariffIds = accounts.flatMap(({ tariffId, plannedTariff }) => [
    tariffId ?? 0,
    plannedTariff?.tariffId ?? 0,
  ])
  const [tariffs, speeds, own, guests, rejections, commands, applied, operator] = await Promise.all(
    [
      findTariffs(ctx, tariffIds),
      readDueSpeeds(ctx, accounts),
      findOpenSessionsOf(ctx, ids),
      findGuestSessionsOf(ctx, ids),
      findLastRejections(ctx, ids),
      findLastCommands(ctx, ids),
      findAppliedStates(ctx, ids),
      getDefaultOperator(ctx),
    ],
  )
  const today = dayOf(ctx.now(), operator.time_zone)
  return (account: Account): contract.SubscriberCard['contracts'][number]['accounts'][number] => {
    const rejection = rejections.find(({ accountId }) => accountId === account.id)
    const speed = speeds.get(account.id)
    const command = commands.find(({ accountId }) => accountId === account.id)
    return {
      ...toApiAccount(account),
      ...toApiTerms(tariffs.get(account.tariffId ?? 0), today, account.tariffSince ?? today),
      speedDownKbps: speed?.downKbps ?? null,
      speedUpKbps: speed?.upKbps ?? null,
      speedCause: speed ? toApiCause(speed) : null,
      plannedTariffName: tariffs.get(account.plannedTariff?.tariffId ?? 0)?.name ?? null,
      appliedState: applied.find(({ accountId }) => accountId === account.id)?.state ?? null,
      sessions: [
        ...own.filter(({ accountId }) => accountId === account.id),
        ...guests.filter(({ guestAccountId }) => guestAccountId === account.id),
      ].map(toApiSession),
      lastRejection: rejection ? toApiRejection(rejection) : null,
      lastCommand: command ? toApiCommand(command) : null,
    }
  }
}

function toApiTerms(
  tariff: Tariff | undefined,
  today: Temporal.PlainDate,
  heldFrom: Temporal.PlainDate,
) {
  const version = tariff && versionOn(tariff.versions, today, heldFrom)
  return {
    tariffName: tariff?.name ?? '',
    fee: version ? toApiMoney(version.feeMinor, tariff.currency) : null,
    feePeriod: version?.feePeriod ?? null,
  }
}
