import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context'
import { supernetsOf } from '../find-sessions.store.ts'
import type { HolderSession } from '../rules/holder-evidence.ts'

/** Sessions that outlast this are few and stand in indexes of their own. */
const LONG_DAYS = 7
/** More than this on one address at one moment is a fault of an access server; the latest tell it. */
const CANDIDATES_MAX = 50

const SHARED = sql`
  id, nas_id as "nasId", acct_session_id as "acctSessionId", login,
  coalesce(account_id, guest_account_id) as "accountId", is_guest as "isGuest",
  contract_id as "contractId", started_at as "startedAt", calling_station as "callingStation",
  nas_port as "nasPort"`

type Moment = {
  at: Temporal.Instant
  /** A session that was lost may have gone on for this long after its last report. */
  silentSeconds: number
}
/** Where a session tells what it had, and what of that leads to the address. */
type Place = {
  column: 'address' | 'framed_prefix' | 'delegated_prefix'
  leads: RawBuilder<unknown>
}

/** Sessions that had an address at a moment, and lost ones that may have had it; the latest first. */
export async function selectSessionsOn(
  ctx: Context,
  { address, ...moment }: Moment & { address: string },
): Promise<HolderSession[]> {
  const holding = sql`= any(${supernetsOf(address)})`
  // A single IPv6 address is kept as a prefix of 128 bits.
  const places: Place[] = address.includes(':')
    ? [
        { column: 'framed_prefix', leads: holding },
        { column: 'delegated_prefix', leads: holding },
      ]
    : [{ column: 'address', leads: sql`= ${address}::inet` }]
  return selectSessions(ctx, moment, places)
}

/** Sessions of accounts at a moment, whatever address they had. */
export async function selectSessionsOfAccountsAt(
  ctx: Context,
  { accountIds, at }: { accountIds: readonly number[]; at: Temporal.Instant },
): Promise<(HolderSession & { address: string | null; prefixes: string[] })[]> {
  const had = sql`host(address) as address,
    array_remove(array[framed_prefix::text, delegated_prefix::text], null) as prefixes,
    null as network`
  const of = sql`account_id = any(${[...accountIds]}::int[]) and started_at <= ${at}::timestamptz`
  const { rows } = await sql<HolderSession & { address: string | null; prefixes: string[] }>`
    select ${SHARED}, updated_at as "updatedAt", null::timestamptz as "closedAt", null as cause,
      ${had}
    from usage.open_sessions
    where ${of}
    union all
    select ${SHARED}, closed_at as "updatedAt", closed_at as "closedAt", cause, ${had}
    from usage.closed_sessions
    where ${of} and closed_at > ${at}::timestamptz
    order by "startedAt" desc, id desc
    limit ${CANDIDATES_MAX}`.execute(ctx.tx)
  return rows
}

/**
 * A session that was there at a moment ended after it, so partitions of earlier months are never
 * looked at. If it lasted a week at most, it ended within a week of the moment, which lies in one
 * month or two; if it lasted longer, it is in the small index of long sessions of a later month.
 * Together these are all sessions there can be, so nothing is assumed about how long sessions last.
 */
async function selectSessions(
  ctx: Context,
  { at, silentSeconds }: Moment,
  places: readonly Place[],
): Promise<HolderSession[]> {
  const quiet = at.subtract({ seconds: silentSeconds })
  const week = at.add({ hours: LONG_DAYS * 24 })
  const began = sql`started_at <= ${at}::timestamptz`
  const closed = sql`closed_at as "updatedAt", closed_at as "closedAt", cause`
  const parts = places.map(({ column, leads }) => {
    const network = column === 'address' ? sql`null` : sql`${sql.ref(column)}::text`
    const led = sql`${sql.ref(column)} ${leads}`
    return sql`
      select ${SHARED}, updated_at as "updatedAt", null::timestamptz as "closedAt", null as cause,
        ${network} as network
      from usage.open_sessions
      where ${led} and ${began}
      union all
      select ${SHARED}, ${closed}, ${network} as network
      from usage.closed_sessions
      where ${led} and ${began} and closed_at > ${quiet}::timestamptz
        and closed_at <= ${week}::timestamptz
        and (closed_at > ${at}::timestamptz or cause = 'lost')
      union all
      select ${SHARED}, ${closed}, ${network} as network
      from usage.closed_sessions
      where ${led} and ${began} and closed_at > ${week}::timestamptz
        and closed_at - started_at > interval '${sql.raw(String(LONG_DAYS))} days'`
  })
  const { rows } = await sql<HolderSession>`
    select distinct on ("startedAt", id) *
    from (${sql.join(parts, sql` union all `)}) as found
    order by "startedAt" desc, id desc
    limit ${CANDIDATES_MAX}`.execute(ctx.tx)
  return rows
}

export type LeaseEvidence = {
  accountId: number
  from: Temporal.Instant
  /** The prefix that the asked address lies in; null where the address itself is leased. */
  network: string | null
}

/** Whose pool address or prefix it is, and since when; who had it before is told by sessions alone. */
export async function selectLeaseOf(
  ctx: Context,
  { address, at }: { address: string; at: Temporal.Instant },
): Promise<LeaseEvidence | undefined> {
  const is = address.includes(':')
    ? sql`address = any(${supernetsOf(address)}::inet[])`
    : sql`address = ${address}::inet`
  const { rows } = await sql<LeaseEvidence>`
    select account_id as "accountId", used_at as "from",
      case kind when 'ipv4' then null else text(address) end as network
    from network.leases
    where ${is} and account_id is not null and used_at <= ${at}::timestamptz`.execute(ctx.tx)
  return rows[0]
}
