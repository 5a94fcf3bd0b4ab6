import type { Context, Ground } from '#platform/context'
import { systemActor } from '#platform/context'
import type { DomainEvent } from '#platform/outbox'
import { inTransaction } from '#platform/transaction'
import {
  endBarredSessions,
  enforceStates,
  followServices,
  followServicesEverywhere,
  followSpeeds,
  type Messenger,
  readDueSpeeds,
  releaseGuests,
  sendCommands,
} from '../../domains/access/index.ts'
import {
  findAccountIdsOnTariff,
  findAccounts,
  findContractIdsWithService,
  readToday,
} from '../../domains/accounts/index.ts'
import { reviewContracts } from '../../domains/blocking/index.ts'
import { findTariffIdsOfPriceList, type Occasion } from '../../domains/catalogue/index.ts'
import { readStartedStage } from '../../domains/catalogue/price-lists/price-lists.jobs.ts'
import { carryStartedRun } from '../../domains/charging/charging.jobs.ts'
import { applyPromotions } from '../../domains/charging/index.ts'
import {
  askBindingScripts,
  askSpeedScripts,
  endBindingsOf,
  type ScriptRunner,
} from '../../domains/network/index.ts'
import { pollDue } from '../../domains/network/polling/polling.jobs.ts'
import { readCallFile, repriceCalls } from '../../domains/rating/index.ts'

const AT_ONCE = 500
const ACTOR = systemActor('subscriptions')

/** What a subscription may use. */
export type Hands = {
  ground: Ground
  messenger: Messenger
  /** Carries out commands to devices. */
  scripts: Pick<ScriptRunner, 'wake'>
  inBackground(work: Promise<void>): void
}
type Payload = Record<string, unknown>
type Deed = (hands: Hands, payload: Payload) => Promise<void>

/** When X, then Y: everything that happens by itself in this house. */
const SUBSCRIPTIONS: [when: string, deed: Deed][] = [
  // Before the money: what is given counts in what is charged.
  ['accounts.opened', promote('tariff')],
  ['accounts.tariff-changed', promote('tariff')],
  ['accounts.grouped', promote('account-group')],
  ['subscribers.contracts-grouped', promoteContracts('contract-group')],
  ['subscribers.address-changed', promoteContracts('address')],
  ['accounts.opened', review],
  ['accounts.closed', review],
  ['accounts.tariff-changed', reprice],
  ['accounts.tariff-changed', review],
  ['accounts.numbers-changed', findOwners],
  ['accounts.services-changed', review],
  ['subscribers.money-terms-changed', review],
  ['payments.accepted', review],
  ['payments.revised', review],
  ['payments.moved', review],
  ['charging.money-short', review],
  ['charging.promotion-given', review],
  ['catalogue.tariff-changed', repriceTariff],
  ['catalogue.tariff-changed', applyTariff],
  ['catalogue.price-list-changed', repriceList],
  ['catalogue.service-changed', applyService],
  ['usage.call-file-taken', readFile],
  ['rating.calls-priced', review],
  ['usage.traffic-taken', review],
  ['catalogue.price-reading-started', readPrices],
  ['charging.run-started', carryRun],
  ['accounts.state-changed', enforce],
  ['accounts.state-changed', welcome],
  ['accounts.closed', enforce],
  ['accounts.closed', release],
  ['accounts.tariff-changed', welcome],
  ['accounts.tariff-changed', changeSpeed],
  ['accounts.speeds-changed', changeSpeed],
  ['accounts.tariff-changed', changeServices],
  ['accounts.services-changed', changeServices],
  ['network.session-services-changed', changeServicesEverywhere],
  ['access.command-given', send],
  ['network.poll-asked', poll],
  ['network.station-barred', endSessions],
  ['network.bindings-changed', tellPorts],
  ['network.script-runs-asked', runScripts],
]

/** Does everything that follows from an event. Each step is safe to repeat. */
export async function followUp(hands: Hands, { name, payload }: DomainEvent): Promise<void> {
  for (const [when, deed] of SUBSCRIPTIONS) {
    if (when === name) await deed(hands, payload)
  }
}

/** What promotions give to accounts on an occasion. */
function promote(occasion: Occasion): Deed {
  return ({ ground }, payload) =>
    inSlices(ground, accountsOf(payload), (ctx, slice) => applyPromotions(ctx, slice, occasion))
}

/** The same for all accounts of contracts. */
function promoteContracts(occasion: Occasion): Deed {
  return ({ ground }, payload) =>
    inSlices(ground, contractsOf(payload), async (ctx, contractIds) => {
      const accounts = await findAccounts(ctx, { contractIds })
      await applyPromotions(
        ctx,
        accounts.map(({ id }) => id),
        occasion,
      )
    })
}

async function review({ ground }: Hands, payload: Payload): Promise<void> {
  const options = sinceOf(payload)
  await inSlices(ground, contractsOf(payload), (ctx, slice) => reviewContracts(ctx, slice, options))
}

/** Calls that were made already and cost otherwise now; whoever they concern is charged anew. */
async function reprice({ ground }: Hands, payload: Payload): Promise<void> {
  await repriceSince(ground, accountsOf(payload), sinceOf(payload))
}

/** A number that is somebody's for days that have passed: its calls find them. */
async function findOwners({ ground }: Hands, payload: Payload): Promise<void> {
  await repriceSince(ground, accountsOf(payload), { ...sinceOf(payload), findsOwners: true })
}

async function repriceTariff({ ground }: Hands, { tariffId, ...payload }: Payload): Promise<void> {
  const options = sinceOf(payload)
  const accountIds = await inTransaction(ground, ACTOR, (ctx) =>
    holdersOf(ctx, Number(tariffId), options.since),
  )
  await repriceSince(ground, accountIds, options)
}

async function repriceList(hands: Hands, { priceListId, ...payload }: Payload): Promise<void> {
  const tariffIds = await inTransaction(hands.ground, ACTOR, (ctx) =>
    findTariffIdsOfPriceList(ctx, Number(priceListId)),
  )
  for (const tariffId of tariffIds) await repriceTariff(hands, { tariffId, ...payload })
}

async function repriceSince(
  ground: Ground,
  accountIds: readonly number[],
  { since, findsOwners }: { since?: Temporal.PlainDate; findsOwners?: boolean },
): Promise<void> {
  await inSlices(ground, accountIds, async (ctx, slice) => {
    const from = since ?? (await readToday(ctx))
    const contractIds = await repriceCalls(ctx, slice, from, { findsOwners })
    if (contractIds.length > 0) await reviewContracts(ctx, contractIds, { since: from })
  })
}

/** A file takes a while: it is read beside the other events. */
async function readFile({ ground, inBackground }: Hands, { fileId }: Payload): Promise<void> {
  inBackground(readCallFile(ground, ACTOR, Number(fileId)))
}

/** New terms from today on: speeds at once, money with the review of every contract concerned. */
async function applyTariff({ ground }: Hands, { tariffId, ...payload }: Payload): Promise<void> {
  const options = sinceOf(payload)
  const accountIds = await inTransaction(ground, ACTOR, (ctx) =>
    holdersOf(ctx, Number(tariffId), options.since),
  )
  await inSlices(ground, accountIds, async (ctx, slice) => {
    const accounts = await findAccounts(ctx, { ids: slice })
    await reviewContracts(
      ctx,
      accounts.map(({ contractId }) => contractId),
      options,
    )
    await followEverywhere(ctx, slice)
  })
}

async function holdersOf(
  ctx: Context,
  tariffId: number,
  since: Temporal.PlainDate | undefined,
): Promise<number[]> {
  const today = await readToday(ctx)
  return findAccountIdsOnTariff(ctx, tariffId, { since: since ?? today, today })
}

/** A new price of a service: money with the review of every contract that has it. */
async function applyService({ ground }: Hands, { serviceId, ...payload }: Payload): Promise<void> {
  const options = sinceOf(payload)
  const contractIds = await inTransaction(ground, ACTOR, (ctx) =>
    findContractIdsWithService(ctx, Number(serviceId)),
  )
  await inSlices(ground, contractIds, (ctx, slice) => reviewContracts(ctx, slice, options))
}

/** A run takes minutes: it goes on beside the other events. */
async function carryRun({ ground, inBackground }: Hands, { runId }: Payload): Promise<void> {
  inBackground(carryStartedRun(ground, Number(runId)))
}

/** A file of prices may be long as well. */
async function readPrices({ ground, inBackground }: Hands, { stageId }: Payload): Promise<void> {
  inBackground(readStartedStage(ground, Number(stageId)))
}

async function enforce({ ground }: Hands, payload: Payload): Promise<void> {
  await inSlices(ground, accountsOf(payload), enforceStates)
}

/** Whoever may work again is a guest no longer. */
async function welcome({ ground }: Hands, payload: Payload): Promise<void> {
  await inSlices(ground, accountsOf(payload), releaseGuests)
}

/** Who is no subscriber any more leaves the port to the next one. */
async function release({ ground }: Hands, payload: Payload): Promise<void> {
  await inSlices(ground, accountsOf(payload), (ctx, accountIds) =>
    endBindingsOf(ctx, { accountIds }),
  )
}

async function changeSpeed({ ground }: Hands, payload: Payload): Promise<void> {
  await inSlices(ground, accountsOf(payload), (ctx, slice) => followEverywhere(ctx, slice))
}

/** What was bought is on within live sessions at once, what has ended is off. */
async function changeServices({ ground }: Hands, payload: Payload): Promise<void> {
  await inSlices(ground, accountsOf(payload), followServices)
}

/** All live sessions of many servers may be concerned, which may take a while. */
async function changeServicesEverywhere({ ground, inBackground }: Hands): Promise<void> {
  inBackground(followServicesEverywhere(ground))
}

/** Live sessions by their access servers, ports by the scripts of their policies. */
async function followEverywhere(ctx: Context, accountIds: readonly number[]): Promise<void> {
  await followSpeeds(ctx, accountIds)
  await askSpeedScripts(ctx, accountIds, { readSpeeds: readDueSpeeds })
}

/** Ports learn who came to them and who left. */
async function tellPorts({ ground }: Hands, { begunIds, endedIds }: Payload): Promise<void> {
  const rows = {
    begunIds: (begunIds as number[] | undefined) ?? [],
    endedIds: (endedIds as number[] | undefined) ?? [],
  }
  await inTransaction(ground, ACTOR, (ctx) => askBindingScripts(ctx, rows, readDueSpeeds))
}

/** Devices may be slow to answer: other events do not wait for them. */
async function runScripts({ scripts }: Hands): Promise<void> {
  scripts.wake()
}

/** The network may be slow to answer: other events do not wait for it. */
async function send({ messenger, inBackground }: Hands, { commandIds }: Payload): Promise<void> {
  inBackground(sendCommands(messenger, (commandIds as string[]).map(BigInt)))
}

/** A device takes its time to answer, too. */
async function poll(
  { ground, messenger, inBackground }: Hands,
  { deviceId }: Payload,
): Promise<void> {
  const run = async () => {
    await pollDue({ ...ground, box: messenger.box }, Number(deviceId))
  }
  inBackground(run())
}

/** All live sessions are looked through, which may take a while. */
async function endSessions({ ground, inBackground }: Hands, { barredId }: Payload): Promise<void> {
  inBackground(endBarredSessions(ground, Number(barredId)))
}

async function inSlices(
  ground: Ground,
  ids: readonly number[],
  deed: (ctx: Context, slice: number[]) => Promise<unknown>,
): Promise<void> {
  for (let i = 0; i < ids.length; i += AT_ONCE) {
    const slice = ids.slice(i, i + AT_ONCE)
    await inTransaction(ground, ACTOR, (ctx) => deed(ctx, slice))
  }
}

/** From when on something is otherwise than it was charged; nothing when only from today on. */
function sinceOf({ since }: Payload): { since?: Temporal.PlainDate } {
  return typeof since === 'string' ? { since: Temporal.PlainDate.from(since) } : {}
}

function contractsOf({ contractIds }: Payload): number[] {
  return (contractIds as number[] | undefined) ?? []
}

function accountsOf({ accountIds }: Payload): number[] {
  return (accountIds as number[] | undefined) ?? []
}
