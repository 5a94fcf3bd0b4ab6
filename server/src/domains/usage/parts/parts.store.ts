import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context'
import type { PartMark } from '../rules/accounting.ts'
import { type PartCounters, SESSION_OVER, type SessionKey } from '../rules/session-part.ts'
import { inputOf } from './splits.store.ts'

// Late packets of a session come within two days.
const LATE_HOURS = 48
// The clocks of a session and of its services may differ by so much.
const APART = sql.raw(`interval '2 minutes'`)

/** One run of a service within a session, by the name of its own accounting session. */
export type PartRow = PartCounters & {
  nasId: number
  parentSessionId: string
  login: string
  acctSessionId: string
  serviceName: string
  sessionServiceId: number | null
  counting: PartMark['counting']
  category: string | null
}
export type KeptPart = PartRow & { id: bigint }

const NAMES = sql.raw(`nas_id, parent_session_id, login, acct_session_id, service_name,
  session_service_id, counting, category, started_at, updated_at, ended_at, cause, octets_in, octets_out,
  session_seconds, base_in, base_out, base_seconds`)
const SHOWN = sql.raw(`p.id, p.nas_id as "nasId", p.parent_session_id as "parentSessionId", p.login,
  p.acct_session_id as "acctSessionId", p.service_name as "serviceName",
  p.session_service_id as "sessionServiceId", p.counting, p.category, p.started_at as "startedAt",
  p.updated_at as "updatedAt", p.octets_in as "octetsIn",
  p.octets_out as "octetsOut", p.session_seconds as "sessionSeconds", p.base_in as "baseIn",
  p.base_out as "baseOut", p.base_seconds as "baseSeconds"`)

/** A run that nobody has ended although its session is over. */
export type LeftPart = KeptPart & { isLeft: boolean }

/**
 * What is known of the services of sessions, the oldest first; what lies in the archive is not told of any more. A run
 * whose session ended lately has ended with it, whether that is written down or not.
 */
export async function selectParts(
  ctx: Context,
  sessions: readonly SessionKey[],
): Promise<LeftPart[]> {
  const since = ctx.now().subtract({ hours: LATE_HOURS })
  const { rows } = await sql<LeftPart>`
    select ${SHOWN}, s.closed_at is not null as "isLeft",
      coalesce(p.ended_at, s.closed_at) as "endedAt",
      case when s.closed_at is null then p.cause else ${SESSION_OVER} end as cause
    from ${inputOf(sessions)} i
    join usage.session_parts p on p.nas_id = i.nas_id and p.parent_session_id = i.acct_session_id
      and p.login = i.login
    left join lateral (
      select max(c.closed_at) as closed_at
      from usage.closed_sessions c
      where p.ended_at is null and c.nas_id = p.nas_id and c.acct_session_id = p.parent_session_id
        and c.login = p.login and c.closed_at > ${since} and c.closed_at >= p.started_at
        and c.started_at <= p.started_at + ${APART}
        and not exists (
          select from usage.open_sessions o
          where o.nas_id = p.nas_id and o.acct_session_id = p.parent_session_id
            and o.login = p.login and o.started_at <= p.started_at + ${APART}
        )
    ) s on true
    order by p.id`.execute(ctx.tx)
  return rows
}

function columnsOf(parts: readonly PartRow[]): RawBuilder<unknown> {
  const column = <Value>(read: (part: PartRow) => Value) => parts.map(read)
  return sql`
    ${column((p) => p.nasId)}::int[], ${column((p) => p.parentSessionId)}::text[],
    ${column((p) => p.login)}::text[], ${column((p) => p.acctSessionId)}::text[],
    ${column((p) => p.serviceName)}::text[], ${column((p) => p.sessionServiceId)}::int[],
    ${column((p) => p.counting)}::text[], ${column((p) => p.category)}::text[],
    ${column((p) => p.startedAt.toString())}::timestamptz[],
    ${column((p) => p.updatedAt.toString())}::timestamptz[],
    ${column((p) => p.endedAt?.toString() ?? null)}::timestamptz[],
    ${column((p) => p.cause)}::text[], ${column((p) => p.octetsIn)}::bigint[],
    ${column((p) => p.octetsOut)}::bigint[], ${column((p) => p.sessionSeconds)}::int[],
    ${column((p) => p.baseIn)}::bigint[], ${column((p) => p.baseOut)}::bigint[],
    ${column((p) => p.baseSeconds)}::int[]`
}

export async function insertParts(ctx: Context, parts: readonly PartRow[]): Promise<void> {
  if (parts.length === 0) return
  await sql`
    insert into usage.session_parts (${NAMES})
    select * from unnest(${columnsOf(parts)})`.execute(ctx.tx)
}

export async function updateParts(ctx: Context, parts: readonly KeptPart[]): Promise<void> {
  if (parts.length === 0) return
  await sql`
    update usage.session_parts p
    set session_service_id = i.session_service_id, counting = i.counting, category = i.category,
      updated_at = i.updated_at, ended_at = i.ended_at, cause = i.cause, octets_in = i.octets_in,
      octets_out = i.octets_out, session_seconds = i.session_seconds, base_in = i.base_in,
      base_out = i.base_out, base_seconds = i.base_seconds
    from unnest(${parts.map(({ id }) => id)}::bigint[], ${columnsOf(parts)}) as i (id, ${NAMES})
    where p.id = i.id`.execute(ctx.tx)
}

/** The session that its services are shown with. */
export type ShownSession = SessionKey & {
  startedAt: Temporal.Instant
  closedAt: Temporal.Instant | null
  serviceIds: readonly number[] | null
}

/** A session, live or finished, as far as its services need to know it. */
export async function findShownSession(
  ctx: Context,
  id: bigint,
): Promise<ShownSession | undefined> {
  const { rows } = await sql<ShownSession>`
    select nas_id as "nasId", acct_session_id as "acctSessionId", login, started_at as "startedAt",
      null::timestamptz as "closedAt", service_ids as "serviceIds"
    from usage.open_sessions where id = ${id}
    union all
    select nas_id, acct_session_id, login, started_at, closed_at, null::int[]
    from usage.closed_sessions where id = ${id}`.execute(ctx.tx)
  return rows[0]
}

/** The services that a session had, the newest first. A name that its server gave again begins another session. */
export async function selectPartsOf(
  ctx: Context,
  { nasId, acctSessionId, login, startedAt, closedAt }: ShownSession,
): Promise<KeptPart[]> {
  const within = (table: 'session_parts' | 'closed_parts') => sql`
    select ${SHOWN}, p.ended_at as "endedAt", p.cause
    from ${sql.table(`usage.${table}`)} p
    where p.nas_id = ${nasId} and p.parent_session_id = ${acctSessionId} and p.login = ${login}
      and p.started_at >= ${startedAt}::timestamptz - ${APART}
      and p.started_at <= coalesce(${closedAt}::timestamptz, 'infinity')`
  const { rows } = await sql<KeptPart>`
    ${within('session_parts')} union all ${within('closed_parts')}
    order by "startedAt" desc, id desc`.execute(ctx.tx)
  return rows
}

/** Ends what was left of sessions that are over: nothing was told of it since a moment. */
export async function endLeftParts(ctx: Context, before: Temporal.Instant): Promise<void> {
  await sql`
    update usage.session_parts p
    set ended_at = p.updated_at, cause = ${SESSION_OVER}
    where p.ended_at is null and p.updated_at < ${before} and not exists (
      select from usage.open_sessions o
      where o.nas_id = p.nas_id and o.acct_session_id = p.parent_session_id and o.login = p.login
    )`.execute(ctx.tx)
}

/** Puts parts that ended before a moment into the archive. */
export async function archiveParts(ctx: Context, before: Temporal.Instant): Promise<void> {
  await sql`
    with old as (delete from usage.session_parts where ended_at < ${before} returning *)
    insert into usage.closed_parts select * from old`.execute(ctx.tx)
}
