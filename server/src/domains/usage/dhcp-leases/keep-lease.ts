import type { Context } from '#platform/context'
import { tell } from '#platform/outbox'
import { Refusal } from '#platform/refusal'
import { type LeaseEvent, stepOf } from '../rules/dhcp-lease.ts'
import {
  type DhcpLeaseRow,
  endLapsedLeases,
  endLease,
  findDhcpLease,
  insertLease,
  lockAddress,
  type NewLease,
  renewLease,
  selectKnownLeases,
} from './leases.store.ts'

/** A server tells of an end a little later; until then nobody concludes it. */
const GRACE_SECONDS = 120
export const LAPSED_AT_ONCE = 1000

export type LeaseNews = Omit<NewLease, 'until'> & { event: LeaseEvent }
export type LeaseOutcome = 'begun' | 'renewed' | 'ended' | 'repeat'

/**
 * Keeps what a DHCP server did with an address. News may be told again and come late: the lease of a
 * device is named by agent, address, MAC address and beginning, and what is known is never undone.
 */
export async function keepDhcpLease(ctx: Context, news: LeaseNews): Promise<LeaseOutcome> {
  await lockAddress(ctx, news)
  const step = stepOf(await selectKnownLeases(ctx, news), news)
  if (step.kind === 'none') return 'repeat'
  if (step.kind === 'renew') {
    await renewLease(ctx, { ...news, ...step })
    return 'renewed'
  }
  if (step.kind === 'end') {
    await tellLeases(ctx, [(await endLease(ctx, step))?.accountId])
    return 'ended'
  }
  const ousted =
    step.ousts === null
      ? undefined
      : await endLease(ctx, { id: step.ousts, at: news.at, reason: 'superseded' })
  await insertLease(ctx, { ...news, until: step.until })
  await tellLeases(ctx, [news.accountId, ousted?.accountId])
  return 'begun'
}

/** Ends a lease by the word of staff; what is over stays as it ended. */
export async function freeDhcpLease(ctx: Context, id: bigint): Promise<DhcpLeaseRow> {
  const lease = await getLease(ctx, id)
  if (lease.until) return lease
  await tellLeases(ctx, [(await endLease(ctx, { id, at: ctx.now(), reason: 'freed' }))?.accountId])
  return getLease(ctx, id)
}

/** Ends leases that ran out and that nobody told of; how many. */
export async function endLapsed(ctx: Context): Promise<number> {
  const ended = await endLapsedLeases(ctx, { graceSeconds: GRACE_SECONDS, limit: LAPSED_AT_ONCE })
  await tellLeases(ctx, ended)
  return ended.length
}

async function getLease(ctx: Context, id: bigint): Promise<DhcpLeaseRow> {
  const lease = await findDhcpLease(ctx, id)
  if (!lease) throw new Refusal('usage.dhcp-lease.not-found', { id: String(id) })
  return lease
}

/** Accounts that got an address by DHCP, or have it no more. */
async function tellLeases(
  ctx: Context,
  accounts: readonly (number | null | undefined)[],
): Promise<void> {
  const accountIds = [...new Set(accounts.flatMap((id) => id ?? []))]
  if (accountIds.length > 0) await tell(ctx, 'usage.dhcp-leases-changed', { accountIds })
}
