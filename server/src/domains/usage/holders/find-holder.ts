import type { Context } from '#platform/context'
import { refuseField } from '#platform/refusal'
import {
  type AddressAssignment,
  findAccounts,
  findAddressAssignments,
} from '../../accounts/index.ts'
import { listAgents } from '../../network/index.ts'
import { findHoldersAt } from '../../subscribers/index.ts'
import { type DhcpLeaseRow, selectDhcpLeasesAt } from '../dhcp-leases/leases.store.ts'
import {
  type HolderSession,
  type Judgement,
  judgeClaims,
  judgeSessions,
  sortByCertainty,
  weaker,
} from '../rules/holder-evidence.ts'
import {
  type LeaseEvidence,
  selectLeaseOf,
  selectSessionsOfAccountsAt,
  selectSessionsOn,
} from './holders.store.ts'
import { type NatBlockRow, selectNatBlocks } from './nat-blocks.store.ts'

/** Blocks of one port at one moment: more than one is a fault of the device. */
const BLOCKS_OF_PORT_MAX = 10
/** There are 65,536 ports, and nobody gives out fewer than 64 at once. */
const BLOCKS_OF_ADDRESS_MAX = 1024

export type Question = { address: string; port?: number; at: Temporal.Instant }
type Evidence = Judgement & {
  foundBy: 'session' | 'dhcp-lease' | 'nat-block' | 'lease' | 'fixed-address' | 'network'
  accountId: number | null
  network: string | null
  from: Temporal.Instant
  until: Temporal.Instant | null
  session: HolderSession | null
  dhcp: DhcpLeaseRow | null
  natBlock: NatBlockRow | null
}
export type Holder = Evidence & {
  contractId: number | null
  login: string
  subscriberId: number | null
  subscriberName: string
  contractNumber: string
}
export type Answer = { holders: Holder[]; natBlocks: number }

/**
 * Tells who had an address at a moment, the surest first: by sessions and leases of DHCP, then by what staff assigned
 * and what the pool gave; behind a public address with a port, by the block of ports and then by who
 * had the address behind it. Without a port a shared address names nobody, and the number of its
 * blocks is told. A moment that has not come yet is refused.
 */
export async function findHolder(ctx: Context, question: Question): Promise<Answer> {
  const { address, port, at } = question
  if (Temporal.Instant.compare(at, ctx.now()) > 0) throw refuseField('usage.moment-ahead', 'at')
  const silentSeconds = Math.max(
    0,
    ...(await listAgents(ctx)).map(({ deadSessionSeconds }) => deadSessionSeconds),
  )
  const look = { at, silentSeconds }
  const direct = await findDirect(ctx, { ...look, address })
  const limit = port === undefined ? BLOCKS_OF_ADDRESS_MAX : BLOCKS_OF_PORT_MAX
  const blocks = await selectNatBlocks(ctx, { address, port, at, limit })
  // One block alone leaves no question open, even without a port.
  const named = port === undefined && blocks.length > 1 ? [] : blocks
  const behind: Evidence[] = []
  for (const judged of judgeClaims(named, { ownerOf: holderOf, sinceOf: ({ from }) => from })) {
    behind.push(...(await findBehind(ctx, look, judged)))
  }
  const holders = await describe(ctx, sortByCertainty([...behind, ...direct]), at)
  return { holders, natBlocks: blocks.length }
}

type Look = { at: Temporal.Instant; silentSeconds: number }

/** Who had the address itself. */
async function findDirect(ctx: Context, look: Look & { address: string }): Promise<Evidence[]> {
  const sessions = judgeSessions(await selectSessionsOn(ctx, look), look.at).map(
    ({ claim, ...judgement }): Evidence => ({ ...judgement, ...ofSession(claim) }),
  )
  const known = new Set(
    sessions.filter(({ reason }) => reason !== 'silent').map(({ accountId }) => accountId),
  )
  const told = (await selectDhcpLeasesAt(ctx, look)).filter(
    ({ accountId }) => accountId === null || !known.has(accountId),
  )
  const given = judgeClaims(told, {
    ownerOf: ({ accountId, mac }) => (accountId === null ? mac : String(accountId)),
    sinceOf: ({ from }) => from,
  }).map(({ claim, ...judgement }): Evidence => ({ ...judgement, ...ofDhcp(claim) }))
  for (const { accountId } of given) known.add(accountId)
  const assigned = (await findAddressAssignments(ctx, look)).filter(
    ({ accountId }) => !known.has(accountId),
  )
  const lease = await selectLeaseOf(ctx, look)
  const isLeaseNews =
    lease !== undefined &&
    !known.has(lease.accountId) &&
    assigned.every(({ accountId }) => accountId !== lease.accountId)
  return [
    ...sessions,
    ...given,
    ...(await weighAssignments(ctx, assigned, look.at)),
    ...(isLeaseNews ? [ofLease(lease)] : []),
  ]
}

/** What was assigned without a session on it counts for more when the account was on line. */
async function weighAssignments(
  ctx: Context,
  assigned: readonly AddressAssignment[],
  at: Temporal.Instant,
): Promise<Evidence[]> {
  if (assigned.length === 0) return []
  const accountIds = assigned.map(({ accountId }) => accountId)
  const sessions = await selectSessionsOfAccountsAt(ctx, { accountIds, at })
  return assigned.map(({ accountId, kind, network, from, until }) => {
    const session = sessions.find((row) => row.accountId === accountId && leavesRoom(row, kind))
    return {
      foundBy: kind === 'address' ? 'fixed-address' : 'network',
      certainty: session ? 'likely' : 'possible',
      reason: session ? 'assigned-online' : 'assigned-only',
      accountId,
      network: kind === 'address' ? null : network,
      from,
      until,
      session: session ?? null,
      dhcp: null,
      natBlock: null,
    }
  })
}

/** May a session have had what was assigned, though it told nothing of it? Not when it told another. */
function leavesRoom(
  { address, prefixes }: { address: string | null; prefixes: readonly string[] },
  kind: AddressAssignment['kind'],
): boolean {
  // A network led to the router is beside whatever the connection itself has.
  if (kind === 'route') return true
  return kind === 'address' ? address === null : prefixes.length === 0
}

/** Who was behind a block: the account that it names, or whoever had the inside address then. */
async function findBehind(
  ctx: Context,
  look: Look,
  { claim: natBlock, ...judgement }: Judgement & { claim: NatBlockRow },
): Promise<Evidence[]> {
  const { accountId, inside, from, until } = natBlock
  const block = { foundBy: 'nat-block' as const, from, until, natBlock, network: null, dhcp: null }
  if (accountId !== null) {
    const [session] = await selectSessionsOfAccountsAt(ctx, {
      accountIds: [accountId],
      at: look.at,
    })
    return [{ ...judgement, ...block, accountId, session: session ?? null }]
  }
  const insiders = inside === null ? [] : await findDirect(ctx, { ...look, address: inside })
  if (insiders.length === 0) {
    const unknown = { certainty: 'possible', reason: 'inside-unknown' } as const
    return [{ ...weaker(judgement, unknown), ...block, accountId: null, session: null }]
  }
  return insiders.map((insider) => {
    const { certainty, reason } = weaker(judgement, insider)
    const { accountId: insiderId, network, session, dhcp } = insider
    return { ...block, certainty, reason, accountId: insiderId, network, session, dhcp }
  })
}

function holderOf({ accountId, inside }: NatBlockRow): string {
  return `${accountId ?? ''} ${inside ?? ''}`
}

function ofSession(session: HolderSession): Omit<Evidence, keyof Judgement> {
  return {
    foundBy: 'session',
    accountId: session.accountId,
    network: session.network,
    from: session.startedAt,
    until: session.closedAt,
    session,
    dhcp: null,
    natBlock: null,
  }
}

function ofDhcp(lease: DhcpLeaseRow): Omit<Evidence, keyof Judgement> {
  const { accountId, from, until } = lease
  const nothing = { network: null, session: null, natBlock: null }
  return { foundBy: 'dhcp-lease', accountId, from, until, ...nothing, dhcp: lease }
}

function ofLease({ accountId, from, network }: LeaseEvidence): Evidence {
  return {
    foundBy: 'lease',
    certainty: 'possible',
    reason: 'leased',
    accountId,
    network,
    from,
    until: null,
    session: null,
    dhcp: null,
    natBlock: null,
  }
}

/** Adds whose accounts they are. The contract is that of the session; its holder, that of the moment. */
async function describe(
  ctx: Context,
  found: readonly Evidence[],
  at: Temporal.Instant,
): Promise<Holder[]> {
  const ids = [...new Set(found.flatMap(({ accountId }) => accountId ?? []))]
  const accounts = new Map((await findAccounts(ctx, { ids })).map((row) => [row.id, row]))
  const contractOf = ({ accountId, session }: Evidence) =>
    session?.contractId ?? accounts.get(accountId ?? 0)?.contractId ?? null
  const contractIds = [...new Set(found.flatMap((row) => contractOf(row) ?? []))]
  const contracts = new Map(
    (await findHoldersAt(ctx, { contractIds, at })).map((row) => [row.contractId, row]),
  )
  return found.map((row) => {
    const contractId = contractOf(row)
    const contract = contracts.get(contractId ?? 0)
    return {
      ...row,
      contractId,
      login: row.session?.login ?? accounts.get(row.accountId ?? 0)?.login ?? '',
      subscriberId: contract?.subscriberId ?? null,
      subscriberName: contract?.subscriberName ?? '',
      contractNumber: contract?.number ?? '',
    }
  })
}
