import { setTimeout as pause } from 'node:timers/promises'
import { type Context, type Ground, readingContext, systemActor } from '#platform/context'
import { toPrefix } from '../../catalogue/index.ts'
import {
  type AddressHolders,
  type Claim,
  createAddressHolders,
  type Span,
} from '../rules/address-holders.ts'
import {
  type AccountChoice,
  type ClaimRow,
  selectBlockSpans,
  selectClaims,
  selectEnds,
  selectLastAccountId,
  selectLeaseHolders,
} from './claims.store.ts'

const ACTOR = systemActor('collector')
// A slice is read and put away in some milliseconds: the network's buffer holds what comes meanwhile.
const SLICE_ACCOUNTS = 1000
const SLICE_PAUSE_MS = 5
const BLOCKS_KEPT = { hours: 26 }

/** Who has which address, in memory: a copy of the facts that follows them. */
export type HolderMemory = {
  holders: AddressHolders
  /** Reads some accounts again, and whoever took pool addresses from them. */
  refresh(accountIds: readonly number[]): Promise<void>
  /** Reads all accounts, slice by slice: what nobody told is found. */
  walk(): Promise<void>
}

/** An empty memory: `walk` fills it. */
export function createHolderMemory(ground: Ground): HolderMemory {
  const holders = createAddressHolders()
  const context = () => readingContext(ground, ACTOR)
  let turn: Promise<unknown> = Promise.resolve()

  /** One after another, so that what was read later is also put away later. */
  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = turn.then(work)
    turn = result.catch(() => undefined)
    return result
  }

  async function refresh(accountIds: readonly number[]): Promise<void> {
    for (let i = 0; i < accountIds.length; i += SLICE_ACCOUNTS) {
      const ids = accountIds.slice(i, i + SLICE_ACCOUNTS)
      const heirs = await inTurn(() => renew(context(), holders, { ids }))
      if (heirs.length > 0) await inTurn(() => renew(context(), holders, { ids: heirs }))
    }
  }

  return {
    holders,
    refresh,
    async walk() {
      const last = await selectLastAccountId(context())
      for (let after = 0; after < last; after += SLICE_ACCOUNTS) {
        const slice = { after, until: after + SLICE_ACCOUNTS }
        const heirs = await inTurn(() => renew(context(), holders, slice))
        if (heirs.length > 0) await refresh(heirs)
        await pause(SLICE_PAUSE_MS)
      }
    },
  }
}

/** Puts the facts of accounts away. Returns who holds the pool addresses that they have lost. */
async function renew(
  ctx: Context,
  holders: AddressHolders,
  choice: AccountChoice,
): Promise<number[]> {
  const nowMs = ctx.now().epochMilliseconds
  const rows = Map.groupBy(await selectClaims(ctx, choice), ({ accountId }) => accountId)
  const spans = await selectBlockSpans(ctx, choice, ctx.now().subtract(BLOCKS_KEPT))
  const blocks = Map.groupBy(spans, ({ accountId }) => accountId)
  const gone: { accountId: number; claim: Claim }[] = []
  for (const accountId of idsOf(choice)) {
    const own = rows.get(accountId)
    const ended = own
      ? holders.hold(toHolder(own, blocks.get(accountId) ?? []), toClaims(own), nowMs)
      : holders.release(accountId, nowMs)
    for (const claim of ended) gone.push({ accountId, claim })
  }
  if (gone.length === 0) return []
  return settleEnds(ctx, holders, gone)
}

function idsOf(choice: AccountChoice): readonly number[] {
  if ('ids' in choice) return choice.ids
  const { after, until } = choice
  return Array.from({ length: until - after }, (_, index) => after + 1 + index)
}

function toHolder(own: readonly ClaimRow[], blocks: readonly Span[]) {
  const { accountId = 0, contractId = 0, agentId = 0 } = own[0] ?? {}
  return {
    accountId,
    contractId,
    agentId,
    blocks: blocks.map(({ fromMs, untilMs }) => ({ fromMs, untilMs })),
  }
}

function toClaims(own: readonly ClaimRow[]): Claim[] {
  return own.flatMap(({ kind, id, network, fromMs }) => {
    const prefix = toPrefix(network)
    const key = `${kind} ${id} ${network}`
    return prefix ? [{ kind, key, prefix, fromMs, untilMs: Number.POSITIVE_INFINITY }] : []
  })
}

/** What is gone has usually ended a moment ago, and its row says when. */
async function settleEnds(
  ctx: Context,
  holders: AddressHolders,
  gone: readonly { accountId: number; claim: Claim }[],
): Promise<number[]> {
  const idsOfKind = (kind: Claim['kind']) =>
    gone.filter(({ claim }) => claim.kind === kind).map(({ claim }) => idOf(claim))
  const ends = await selectEnds(ctx, {
    fixed: idsOfKind('fixed'),
    network: idsOfKind('network'),
    session: idsOfKind('session'),
    dhcp: idsOfKind('dhcp'),
  })
  const endOf = new Map(ends.map(({ kind, id, untilMs }) => [`${kind} ${id}`, untilMs]))
  for (const { accountId, claim } of gone) {
    const untilMs = endOf.get(`${claim.kind} ${idOf(claim)}`)
    if (untilMs !== undefined) holders.end(accountId, claim.key, untilMs)
  }
  const leases = idsOfKind('lease')
  return leases.length > 0 ? selectLeaseHolders(ctx, leases) : []
}

function idOf({ key }: Claim): string {
  return key.split(' ')[1] ?? ''
}
