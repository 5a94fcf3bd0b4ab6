import type { Context } from '#platform/context'
import {
  findAccounts,
  findAccountsByKeys,
  findAddressAssignments,
  readToday,
} from '../../accounts/index.ts'
import { findLeaseOwner } from '../../network/index.ts'
import { keepDhcpLease, type LeaseNews } from '../../usage/index.ts'
import { type Asker, findOwner, readAskerLine } from './find-asker.ts'
import type { DhcpAgent } from './recognise-agent.ts'

export type ToldLease = Asker & {
  event: LeaseNews['event']
  address: string
  leaseSeconds: number
  at: Temporal.Instant
}
export type TakenNews = { begun: number; renewed: number; ended: number; repeats: number }
type Owner = Pick<LeaseNews, 'accountId' | 'contractId' | 'isGuest'>

const NOBODY: Owner = { accountId: null, contractId: null, isGuest: false }
const GUEST: Owner = { ...NOBODY, isGuest: true }

/**
 * Takes what a DHCP server did with addresses, in its order. Whose a lease is, the address says that
 * was given to an account or a guest; where the server gives by itself, the device or its line does.
 * What comes from the future happened now: the clocks of servers are not ours.
 */
export async function takeLeaseNews(
  ctx: Context,
  agent: DhcpAgent,
  news: readonly ToldLease[],
): Promise<TakenNews> {
  const taken = { begun: 0, renewed: 0, ended: 0, repeats: 0 }
  // Always in one order, so that two batches never wait for each other.
  const inOrder = news.toSorted(
    (a, b) => compareTexts(a.address, b.address) || Temporal.Instant.compare(a.at, b.at),
  )
  for (const told of inOrder) {
    const outcome = await keepDhcpLease(ctx, await toNews(ctx, agent, told))
    taken[outcome === 'repeat' ? 'repeats' : outcome] += 1
  }
  return taken
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

async function toNews(ctx: Context, agent: DhcpAgent, told: ToldLease): Promise<LeaseNews> {
  const { event, address, mac, leaseSeconds } = told
  const now = ctx.now()
  const happened = Temporal.Instant.compare(told.at, now) > 0 ? now : told.at
  // As exact as it is kept: told again, it is the same moment.
  const at = happened.round({ smallestUnit: 'microsecond', roundingMode: 'trunc' })
  const isGiven = event === 'assigned' || event === 'renewed'
  const seen = isGiven ? await readAskerLine(ctx, told) : { words: '', line: undefined }
  const owner = isGiven ? await ownerOf(ctx, agent, { address, at, mac, line: seen.line }) : NOBODY
  const expiresAt = at.add({ seconds: leaseSeconds })
  return { agentId: agent.id, event, address, mac, at, expiresAt, ...owner, line: seen.words }
}

async function ownerOf(
  ctx: Context,
  agent: DhcpAgent,
  told: { address: string; at: Temporal.Instant } & Parameters<typeof findOwner>[2],
): Promise<Owner> {
  const { address, at } = told
  const leased = await findLeaseOwner(ctx, address)
  if (leased?.station != null) return leased.station === told.mac ? GUEST : NOBODY
  const assigned = await findAddressAssignments(ctx, { address, at })
  const fixed = assigned.find(({ kind }) => kind === 'address')
  const accountId = fixed?.accountId ?? leased?.accountId
  if (accountId != null) {
    const [account] = await findAccounts(ctx, { ids: [accountId] })
    return account && agent.agentIds.includes(account.agentId) ? toOwner(account) : NOBODY
  }
  const owner = await findOwner(ctx, agent, told)
  if ('reason' in owner) return NOBODY
  const today = await readToday(ctx)
  const [account] = await findAccountsByKeys(ctx, { keys: [owner], today })
  return account ? toOwner(account) : NOBODY
}

function toOwner({ id, contractId }: { id: number; contractId: number }): Owner {
  return { accountId: id, contractId, isGuest: false }
}
