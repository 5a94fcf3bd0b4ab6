import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context'
import type { DoubtReason } from './rules/session-evidence.ts'

export type SessionRow = {
  id: bigint
  nasId: number
  acctSessionId: string
  login: string
  accountId: number | null
  contractId: number | null
  /** Let in as a guest: nobody's session, which nobody pays for. */
  isGuest: boolean
  /** Whose login a guest came by, where that was proved. */
  guestAccountId: number | null
  startedAt: Temporal.Instant
  updatedAt: Temporal.Instant
  closedAt: Temporal.Instant | null
  cause: string | null
  address: string | null
  framedPrefix: string | null
  delegatedPrefix: string | null
  callingStation: string
  nasPort: string
  line: string
  octetsIn: bigint
  octetsOut: bigint
  sessionSeconds: number
  /** Kbit/s that a live session was told, 0 = unlimited; null where nobody knows. */
  speedDownKbps: number | null
  speedUpKbps: number | null
  /** How often its server was told to report, in seconds; null where nobody knows, and when it is over. */
  promisedSeconds: number | null
  /** Services that a live session was told, by their numbers; null where none was or nobody knows. */
  serviceIds: number[] | null
  /** Why it may be over, and when its server was asked; null of a session that is not in doubt. */
  doubtReason: DoubtReason | null
  probedAt: Temporal.Instant | null
}

const SHARED = sql`
  id, nas_id as "nasId", acct_session_id as "acctSessionId", login, account_id as "accountId",
  contract_id as "contractId", is_guest as "isGuest", guest_account_id as "guestAccountId",
  started_at as "startedAt", host(address) as address,
  framed_prefix::text as "framedPrefix", delegated_prefix::text as "delegatedPrefix",
  calling_station as "callingStation", nas_port as "nasPort", line, octets_in as "octetsIn",
  octets_out as "octetsOut", session_seconds as "sessionSeconds"`

function selectOpen(where: RawBuilder<unknown>): RawBuilder<SessionRow> {
  return sql<SessionRow>`
    select ${SHARED}, updated_at as "updatedAt", null::timestamptz as "closedAt", null as cause,
      speed_down_kbps as "speedDownKbps", speed_up_kbps as "speedUpKbps",
      interim_seconds as "promisedSeconds", service_ids as "serviceIds", d.reason as "doubtReason", d.probed_at as "probedAt"
    from usage.open_sessions
    -- A doubt that is older than the last news of the session is none.
    left join usage.doubts d on d.session_id = id and d.heard_at >= updated_at
    where ${where}`
}

export async function selectOpenSessions(
  ctx: Context,
  filter: {
    q?: string
    accountId?: number
    nasId?: number
    /** Only those that may be over. */
    inDoubt?: boolean
    isGuest?: boolean
    beforeId?: string
    limit: number
  },
): Promise<SessionRow[]> {
  const { q } = filter
  const where = sql`
    ${filter.accountId ? cameBy(filter.accountId) : sql`true`}
    and ${filter.nasId ? sql`nas_id = ${filter.nasId}` : sql`true`}
    and ${filter.inDoubt ? sql`d.session_id is not null` : sql`true`}
    and ${filter.isGuest === undefined ? sql`true` : sql`is_guest = ${filter.isGuest}`}
    and ${filter.beforeId ? sql`id < ${filter.beforeId}::bigint` : sql`true`}
    and ${
      q
        ? sql`(lower(login) like ${`${likeText(q)}%`} or host(address) = ${q}
            or lower(calling_station) = ${q.toLowerCase()})`
        : sql`true`
    }
    order by id desc
    limit ${filter.limit}`
  const { rows } = await selectOpen(where).execute(ctx.tx)
  return rows
}

/** Sessions of an account, and those of guests that came by its login. */
function cameBy(accountId: number): RawBuilder<unknown> {
  return sql`(account_id = ${accountId} or guest_account_id = ${accountId})`
}

/** Letters that `like` would take for a pattern stand for themselves. */
function likeText(text: string): string {
  return text.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')
}

export async function findOpenSession(ctx: Context, id: bigint): Promise<SessionRow | undefined> {
  const { rows } = await selectOpen(sql`id = ${id}`).execute(ctx.tx)
  return rows[0]
}

export async function selectOpenSessionsOf(
  ctx: Context,
  accountIds: readonly number[],
): Promise<SessionRow[]> {
  const where = sql`account_id = any(${[...accountIds]}::int[]) order by id`
  const { rows } = await selectOpen(where).execute(ctx.tx)
  return rows
}

/** Live sessions of guests that came by the logins of these accounts. */
export async function selectGuestSessionsOf(
  ctx: Context,
  accountIds: readonly number[],
): Promise<SessionRow[]> {
  const where = sql`guest_account_id = any(${[...accountIds]}::int[]) order by id`
  const { rows } = await selectOpen(where).execute(ctx.tx)
  return rows
}

/** The next live sessions of some access servers, in the order in which they were opened. */
export async function selectSessionsAt(
  ctx: Context,
  { nasIds, after, limit }: { nasIds: readonly number[]; after: bigint; limit: number },
): Promise<SessionRow[]> {
  const where = sql`nas_id = any(${[...nasIds]}::int[]) and id > ${after} order by id limit ${limit}`
  const { rows } = await selectOpen(where).execute(ctx.tx)
  return rows
}

/** Live sessions of some access servers that began not before a moment, the newest, not more than a number. */
export async function selectNewSessionsAt(
  ctx: Context,
  { nasIds, since, limit }: { nasIds: readonly number[]; since: Temporal.Instant; limit: number },
): Promise<SessionRow[]> {
  const where = sql`nas_id = any(${[...nasIds]}::int[]) order by id desc limit ${limit}`
  const { rows } = await selectOpen(where).execute(ctx.tx)
  return rows.filter(({ startedAt }) => Temporal.Instant.compare(startedAt, since) >= 0)
}

/** Is an address in a live session of another device? Without a station nobody is the same device. */
export async function selectIsElsewhere(
  ctx: Context,
  { address, callingStation }: { address: string; callingStation: string },
): Promise<boolean> {
  const { rows } = await sql`
    select from usage.open_sessions
    where address = ${address}::inet
      and (calling_station = '' or calling_station <> ${callingStation})
    limit 1`.execute(ctx.tx)
  return rows.length > 0
}

/** Just what a limit of sessions needs to know; nobody's sessions are there too. */
export type SessionMark = {
  id: bigint
  nasId: number
  accountId: number | null
  key: string
  callingStation: string
}

/** The next open sessions in the order in which they were opened. */
export async function selectSessionMarks(
  ctx: Context,
  { after, limit }: { after: bigint; limit: number },
): Promise<SessionMark[]> {
  const { rows } = await sql<SessionMark>`
    select id, nas_id as "nasId", account_id as "accountId", calling_station as "callingStation",
      nas_id || E'\n' || acct_session_id || E'\n' || login as key
    from usage.open_sessions
    where id > ${after}
    order by id
    limit ${limit}`.execute(ctx.tx)
  return rows
}

/** How many sessions are open at each access server. */
export async function countOpenSessions(ctx: Context): Promise<Map<number, number>> {
  const { rows } = await sql<{ nasId: number; sessions: number }>`
    select nas_id as "nasId", count(*)::int as sessions
    from usage.open_sessions
    group by nas_id`.execute(ctx.tx)
  return new Map(rows.map(({ nasId, sessions }) => [nasId, sessions]))
}

export type ArchiveFilter = {
  accountId?: number
  /** The whole login, in any letter case. */
  login?: string
  /** The address itself, or one inside a prefix that the session had. */
  address?: string
  /** A MAC address however it is written. */
  mac?: string
  nasId?: number
  isGuest?: boolean
  /** Ended at this instant or later, and before that one. */
  from?: string
  until?: string
  before?: { closedAt: string; id: string }
  limit: number
}

/** Finished sessions, those that ended last first. */
export async function selectClosedSessions(
  ctx: Context,
  filter: ArchiveFilter,
): Promise<SessionRow[]> {
  const { before, login, mac } = filter
  const { rows } = await sql<SessionRow>`
    select ${SHARED}, closed_at as "updatedAt", closed_at as "closedAt", cause,
      null::int as "speedDownKbps", null::int as "speedUpKbps", null::int as "promisedSeconds",
      null::int[] as "serviceIds",
      null as "doubtReason", null::timestamptz as "probedAt"
    from usage.closed_sessions
    where ${filter.accountId ? cameBy(filter.accountId) : sql`true`}
      and ${filter.nasId ? sql`nas_id::text = ${String(filter.nasId)}` : sql`true`}
      and ${login ? sql`lower(login) = lower(${login})` : sql`true`}
      and ${mac ? sql`translate(lower(calling_station), ':.-', '') = ${plainMac(mac)}` : sql`true`}
      and ${filter.address ? hadAddress(filter.address) : sql`true`}
      and ${filter.isGuest === undefined ? sql`true` : sql`is_guest = ${filter.isGuest}`}
      and ${filter.from ? sql`closed_at >= ${filter.from}::timestamptz` : sql`true`}
      and ${filter.until ? sql`closed_at < ${filter.until}::timestamptz` : sql`true`}
      and ${
        before
          ? sql`(closed_at, id) < (${before.closedAt}::timestamptz, ${before.id}::bigint)`
          : sql`true`
      }
    order by closed_at desc, id desc
    limit ${filter.limit}`.execute(ctx.tx)
  return rows
}

function plainMac(text: string): string {
  return text.toLowerCase().replaceAll(/[:.-]/g, '')
}

function hadAddress(address: string): RawBuilder<unknown> {
  if (!address.includes(':')) return sql`address = ${address}::inet`
  const prefixes = supernetsOf(address)
  return sql`(framed_prefix = any(${prefixes}) or delegated_prefix = any(${prefixes}))`
}

/**
 * Every prefix that can hold an IPv6 address: the address cut to each length. Each is one look into
 * an index of prefixes, 113 at most; nobody hands out a prefix wider than /16.
 */
export function supernetsOf(address: string): RawBuilder<unknown> {
  return sql`array(
    select network(set_masklen(${address}::inet, length)) from generate_series(16, 128) length)`
}
