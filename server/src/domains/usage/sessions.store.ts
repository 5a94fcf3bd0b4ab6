import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context'
import { addToSplits } from './parts/splits.store.ts'
import { type AccountingRecord, REPEATED_SECONDS_MAX, startOf } from './rules/accounting.ts'
import { GUESSED_CAUSES } from './rules/session-evidence.ts'

// A finished session is looked for this far back when a late packet comes.
const LATE_DAYS = 2
const REPEATED = sql.raw(`interval '${REPEATED_SECONDS_MAX} seconds'`)
/** Nobody told the end of such a session, `c`: we concluded it. */
const IS_GUESSED = sql.raw(`c.cause in (${GUESSED_CAUSES.map((cause) => `'${cause}'`).join(', ')})`)

/** What a batch brought to light that happens rarely, for `settleNews`. */
export type SessionNews = {
  /** A packet of a session that was taken for dead. */
  kind: 'alive' | 'stranger' | 'finished-stranger' | 'counters-reset'
  id: bigint
  /** What stands below counters that have begun anew, in octets. */
  baseIn: bigint
  baseOut: bigint
}

function inputOf(records: readonly AccountingRecord[]): RawBuilder<unknown> {
  const column = <Value>(read: (record: AccountingRecord) => Value) => records.map(read)
  return sql`
    select *
    from unnest(
      ${column((r) => r.nasId)}::int[], ${column((r) => r.acctSessionId)}::text[],
      ${column((r) => r.login)}::text[], ${column((r) => r.accountId)}::int[],
      ${column((r) => r.contractId)}::int[], ${column((r) => startOf(r).toString())}::timestamptz[],
      ${column((r) => r.at.toString())}::timestamptz[], ${column((r) => r.address)}::inet[],
      ${column((r) => r.callingStation)}::text[], ${column((r) => r.calledStation)}::text[],
      ${column((r) => r.nasPort)}::text[], ${column((r) => r.octetsIn)}::bigint[],
      ${column((r) => r.octetsOut)}::bigint[], ${column((r) => r.sessionSeconds)}::int[],
      ${column((r) => r.cause)}::text[], ${column((r) => r.speedDownKbps)}::int[],
      ${column((r) => r.speedUpKbps)}::int[], ${column((r) => r.framedPrefix)}::inet[],
      ${column((r) => r.delegatedPrefix)}::inet[], ${column((r) => r.interimSeconds)}::int[],
      ${column((r) => r.isGuest)}::boolean[], ${column((r) => r.guestAccountId)}::int[],
      ${column((r) => r.line)}::text[],
      ${column((r) => r.serviceIds?.join(',') ?? null)}::text[]
    ) as i (nas_id, acct_session_id, login, account_id, contract_id, started_at, at, address,
      calling_station, called_station, nas_port, octets_in, octets_out, session_seconds, cause,
      speed_down_kbps, speed_up_kbps, framed_prefix, delegated_prefix, interim_seconds, is_guest,
      guest_account_id, line, service_ids)`
}

/** By how much a row's counters grew; of a row that is new, all of them. */
const GROWTH = sql`
  new.octets_in - coalesce(old.octets_in, 0) as octets_in,
  new.octets_out - coalesce(old.octets_out, 0) as octets_out,
  new.session_seconds - coalesce(old.session_seconds, 0) as seconds`

type Packet = 'excluded' | 'i'

/** How old a session is by our clock when a packet comes; what its server claims beyond is a clock that jumped. */
function age(packet: Packet): RawBuilder<unknown> {
  const at = sql.ref(packet === 'i' ? 'i.at' : 'excluded.updated_at')
  return sql`extract(epoch from ${at} - o.started_at + ${REPEATED})::int`
}

/** Its session began after the last news of the row: the server counts anew under the same name. */
function beganAfter(packet: Packet): RawBuilder<unknown> {
  return sql`${sql.ref(`${packet}.started_at`)} > o.updated_at + ${REPEATED}`
}

/**
 * Whether a counter has begun anew: it fell although the packet is the newer one, by the length of its session. Late
 * packets have fallen as well, but their sessions are shorter. Of a counter that says nothing nothing is concluded.
 */
function isReset(packet: Packet, name: 'in' | 'out'): RawBuilder<unknown> {
  const told = sql.ref(`${packet}.octets_${name}`)
  const seconds = sql`o.base_seconds + ${sql.ref(`${packet}.session_seconds`)}`
  return sql`(${told} > 0 and ${told} < ${sql.ref(`o.octets_${name}`)} - ${sql.ref(`o.base_${name}`)}
    and ((${seconds} > o.session_seconds and ${seconds} <= ${age(packet)}) or ${beganAfter(packet)}))`
}

/** Counters of before are above those of now: what was told when the session was shorter says nothing any more. */
function isOutdated(row: 'o' | 'c', packet: Packet, name: 'in' | 'out'): RawBuilder<unknown> {
  const told = sql.ref(`${packet}.session_seconds`)
  const column = (of: string) => sql.ref(`${row}.${of}`)
  return sql`(${column(`base_${name}`)} > 0
    and ${column('base_seconds')} + ${told} < ${column('session_seconds')})`
}

function octets(packet: Packet, name: 'in' | 'out'): RawBuilder<unknown> {
  const told = sql.ref(`${packet}.octets_${name}`)
  const known = sql.ref(`o.octets_${name}`)
  return sql`case when ${isReset(packet, name)} then ${known} + ${told}
    when ${isOutdated('o', packet, name)} then ${known}
    else greatest(${known}, coalesce(${sql.ref(`o.base_${name}`)}, 0) + ${told}) end`
}

function base(packet: Packet, name: 'in' | 'out'): RawBuilder<unknown> {
  const known = sql.ref(`o.base_${name}`)
  return sql`case when ${isReset(packet, name)} then ${sql.ref(`o.octets_${name}`)}
    else coalesce(${known}, 0) end`
}

/** The clock of a session went back: it fell, and seems to have begun after the last news. */
function isTimeReset(packet: Packet): RawBuilder<unknown> {
  const told = sql.ref(`${packet}.session_seconds`)
  return sql`(${told} > 0 and ${told} < o.session_seconds - o.base_seconds and ${beganAfter(packet)})`
}

function seconds(packet: Packet): RawBuilder<unknown> {
  const told = sql.ref(`${packet}.session_seconds`)
  return sql`case when ${isTimeReset(packet)} then o.session_seconds + ${told}
    else greatest(o.session_seconds, least(coalesce(o.base_seconds, 0) + ${told}, ${age(packet)})) end`
}

function baseSeconds(packet: Packet): RawBuilder<unknown> {
  return sql`case when ${isTimeReset(packet)} then o.session_seconds
    else coalesce(o.base_seconds, 0) end`
}

function lateOctets(name: 'in' | 'out'): RawBuilder<unknown> {
  const known = sql.ref(`c.octets_${name}`)
  return sql`case when ${isOutdated('c', 'i', name)} then ${known}
    else greatest(${known}, ${sql.ref(`c.base_${name}`)} + ${sql.ref(`i.octets_${name}`)}) end`
}

/** A Stop that tells no time seems to have begun when it came: soon after the end of its session it is that Stop again. */
const IS_STOP_AGAIN = sql`(i.session_seconds = 0 and i.started_at <= c.closed_at + ${REPEATED} and not exists (
  select from usage.open_sessions o
  where o.nas_id = i.nas_id and o.acct_session_id = i.acct_session_id and o.login = i.login
))`

/** Counters of a finished session: its packets are late, so they only grow. */
const RAISE_LATE = sql`
  octets_in = ${lateOctets('in')},
  octets_out = ${lateOctets('out')},
  session_seconds = greatest(c.session_seconds, c.base_seconds + i.session_seconds)`

/**
 * Adds what counters grew by to the hours of their accounts. Counters only grow, so a repeated or
 * a late packet adds nothing here either.
 */
function addToHours(sources: readonly string[]): RawBuilder<unknown> {
  const grown = sources.map(
    (source) =>
      sql`select account_id, contract_id, at, octets_in, octets_out, seconds from ${sql.table(source)}`,
  )
  return sql`
    insert into usage.hours as h (account_id, hour, contract_id, octets_in, octets_out, seconds)
    select account_id, date_trunc('hour', at), max(contract_id), sum(octets_in), sum(octets_out),
      sum(seconds)
    from (${sql.join(grown, sql` union all `)}) as g
    where account_id is not null and (octets_in > 0 or octets_out > 0 or seconds > 0)
    group by account_id, date_trunc('hour', at)
    -- Always in one order, so that two batches never wait for each other.
    order by account_id, date_trunc('hour', at)
    on conflict (account_id, hour, category) do update
    set octets_in = h.octets_in + excluded.octets_in,
      octets_out = h.octets_out + excluded.octets_out,
      seconds = h.seconds + excluded.seconds`
}

/**
 * Where what the counters grew by goes: to the hours of accounts, to the splits of sessions whose services are counted
 * by themselves, or nowhere: it is only kept at the sessions.
 */
export type Counting = 'hours' | 'splits' | 'nowhere'

function countUp(sources: readonly string[], counting: Counting): RawBuilder<unknown> {
  if (counting === 'nowhere') return sql`select`
  return counting === 'hours' ? addToHours(sources) : addToSplits(sources)
}

/**
 * Opens sessions or raises their counters. A packet of a session that is finished already does
 * not open it again here; its counters still count.
 */
export async function upsertOpenSessions(
  ctx: Context,
  records: readonly AccountingRecord[],
  counting: Counting,
): Promise<SessionNews[]> {
  const since = ctx.now().subtract({ hours: LATE_DAYS * 24 })
  const { rows } = await sql<SessionNews>`
    with input as (${inputOf(records)}),
    late as (
      update usage.closed_sessions c
      set ${RAISE_LATE}
      from input i
      where c.nas_id = i.nas_id and c.acct_session_id = i.acct_session_id and c.login = i.login
        and c.closed_at > ${since} and i.started_at < c.closed_at
      returning c.id, c.nas_id, c.acct_session_id, c.login, c.started_at, c.account_id, c.contract_id, i.at,
        ${IS_GUESSED} and i.at > c.closed_at
          + case c.cause when 'nas-restarted' then ${REPEATED} else interval '0' end as is_alive,
        ${GROWTH}
    ),
    raised as (insert into usage.open_sessions as o (nas_id, acct_session_id, login, account_id, contract_id,
      started_at, updated_at, address, calling_station, called_station, nas_port, octets_in,
      octets_out, session_seconds, speed_down_kbps, speed_up_kbps, framed_prefix,
      delegated_prefix, interim_seconds, is_guest, guest_account_id, line, service_ids)
    select nas_id, acct_session_id, login, account_id, contract_id, started_at, at, address,
      calling_station, called_station, nas_port, octets_in, octets_out, session_seconds,
      speed_down_kbps, speed_up_kbps, network(framed_prefix), network(delegated_prefix),
      interim_seconds, is_guest, guest_account_id, line, string_to_array(service_ids, ',')::int[]
    from input i
    where not exists (
      select from late l
      where l.nas_id = i.nas_id and l.acct_session_id = i.acct_session_id and l.login = i.login
    )
    on conflict (nas_id, acct_session_id, login) do update
    -- A Start that comes again is no news; a server that tells no time is taken at its word.
    set updated_at = case when excluded.session_seconds = 0 and o.session_seconds > 0
        then o.updated_at else greatest(o.updated_at, excluded.updated_at) end,
      -- Once a guest's it is nobody's, whatever a later packet says.
      account_id = case when not (o.is_guest or excluded.is_guest)
        then coalesce(excluded.account_id, o.account_id) end,
      contract_id = case when not (o.is_guest or excluded.is_guest)
        then coalesce(excluded.contract_id, o.contract_id) end,
      is_guest = o.is_guest or excluded.is_guest,
      guest_account_id = coalesce(o.guest_account_id, excluded.guest_account_id),
      line = coalesce(nullif(excluded.line, ''), o.line),
      address = coalesce(excluded.address, o.address),
      framed_prefix = coalesce(excluded.framed_prefix, o.framed_prefix),
      delegated_prefix = coalesce(excluded.delegated_prefix, o.delegated_prefix),
      octets_in = ${octets('excluded', 'in')}, base_in = ${base('excluded', 'in')},
      octets_out = ${octets('excluded', 'out')}, base_out = ${base('excluded', 'out')},
      session_seconds = ${seconds('excluded')}, base_seconds = ${baseSeconds('excluded')},
      -- What it was told since is newer than what its packets go on to repeat.
      speed_down_kbps = coalesce(o.speed_down_kbps, excluded.speed_down_kbps),
      speed_up_kbps = coalesce(o.speed_up_kbps, excluded.speed_up_kbps),
      service_ids = coalesce(o.service_ids, excluded.service_ids)
    returning o.id, o.nas_id, o.acct_session_id, o.login, o.started_at, o.account_id, o.contract_id, o.updated_at as at,
      old.id is null and o.session_seconds > 0 and o.started_at < ${since} as is_stranger,
      o.base_in + o.base_out > old.base_in + old.base_out as is_reset, o.base_in, o.base_out,
      ${GROWTH}),
    counted as (${countUp(['late', 'raised'], counting)})
    select 'alive' as kind, id, 0::bigint as "baseIn", 0::bigint as "baseOut"
    from late where is_alive
    union all
    select case when is_stranger then 'stranger' else 'counters-reset' end, id, base_in,
      base_out
    from raised where is_stranger or is_reset`.execute(ctx.tx)
  return rows
}

/**
 * Finishes sessions, also those whose Start was never heard. A second Stop adds nothing; one of a session that was
 * taken for dead tells when and why it really ended.
 */
export async function closeSessions(
  ctx: Context,
  records: readonly AccountingRecord[],
  counting: Counting,
): Promise<SessionNews[]> {
  const since = ctx.now().subtract({ hours: LATE_DAYS * 24 })
  const { rows } = await sql<SessionNews>`
    with input as (${inputOf(records)}),
    ended as (
      delete from usage.open_sessions o
      using input i
      where o.nas_id = i.nas_id and o.acct_session_id = i.acct_session_id and o.login = i.login
      returning o.*
    ), late as (
      update usage.closed_sessions c
      set ${RAISE_LATE},
        closed_at = case when ${IS_GUESSED} then greatest(c.closed_at, i.at) else c.closed_at end,
        cause = case when ${IS_GUESSED} then i.cause else c.cause end
      from input i
      where c.nas_id = i.nas_id and c.acct_session_id = i.acct_session_id and c.login = i.login
        and c.closed_at > ${since} and (i.started_at < c.closed_at or ${IS_STOP_AGAIN})
      returning c.nas_id, c.acct_session_id, c.login, c.started_at, c.account_id, c.contract_id, i.at,
        ${GROWTH}
    ),
    closed as (insert into usage.closed_sessions (id, nas_id, acct_session_id, login, account_id,
      contract_id, started_at, closed_at, address, calling_station, called_station, nas_port,
      octets_in, octets_out, session_seconds, base_in, base_out, base_seconds, cause,
      framed_prefix, delegated_prefix, is_guest, guest_account_id, line)
    select coalesce(o.id, nextval('usage.session_ids')), i.nas_id, i.acct_session_id, i.login,
      case when not (coalesce(o.is_guest, false) or i.is_guest)
        then coalesce(o.account_id, i.account_id) end,
      case when not (coalesce(o.is_guest, false) or i.is_guest)
        then coalesce(o.contract_id, i.contract_id) end,
      coalesce(o.started_at, i.started_at), greatest(o.updated_at, i.at),
      coalesce(o.address, i.address),
      coalesce(nullif(o.calling_station, ''), i.calling_station),
      coalesce(nullif(o.called_station, ''), i.called_station),
      coalesce(nullif(o.nas_port, ''), i.nas_port), ${octets('i', 'in')}, ${octets('i', 'out')},
      ${seconds('i')}, ${base('i', 'in')}, ${base('i', 'out')}, ${baseSeconds('i')}, i.cause,
      coalesce(o.framed_prefix, network(i.framed_prefix)),
      coalesce(o.delegated_prefix, network(i.delegated_prefix)),
      coalesce(o.is_guest, false) or i.is_guest, coalesce(o.guest_account_id, i.guest_account_id),
      coalesce(nullif(i.line, ''), o.line, '')
    from input i
    left join ended o
      on o.nas_id = i.nas_id and o.acct_session_id = i.acct_session_id and o.login = i.login
    where o.id is not null or not exists (
      select from late l
      where l.nas_id = i.nas_id and l.acct_session_id = i.acct_session_id and l.login = i.login
    )
    returning id, nas_id, acct_session_id, login, account_id, contract_id, started_at,
      closed_at as at, octets_in, octets_out, session_seconds, base_in, base_out),
    finished as (
      select c.id, c.nas_id, c.acct_session_id, c.login, c.started_at, c.account_id, c.contract_id, c.at,
        o.id is null and c.session_seconds > 0 and c.started_at < ${since} as is_stranger,
        c.base_in + c.base_out > o.base_in + o.base_out as is_reset, c.base_in, c.base_out, c.octets_in - coalesce(o.octets_in, 0) as octets_in,
        c.octets_out - coalesce(o.octets_out, 0) as octets_out,
        c.session_seconds - coalesce(o.session_seconds, 0) as seconds
      from closed c
      left join ended o on o.id = c.id
    ),
    counted as (${countUp(['late', 'finished'], counting)})
    select case when is_stranger then 'finished-stranger' else 'counters-reset' end as kind, id,
      base_in as "baseIn", base_out as "baseOut"
    from finished where is_stranger or is_reset`.execute(ctx.tx)
  return rows
}

/** Moves open sessions, `o`, to the finished ones; their ids. */
async function moveToClosed(
  ctx: Context,
  which: RawBuilder<unknown>,
  end: { closedAt: RawBuilder<unknown>; cause: string },
): Promise<bigint[]> {
  const { rows } = await sql<{ id: bigint }>`
    with ended as (delete from usage.open_sessions o where ${which} returning o.*)
    insert into usage.closed_sessions (id, nas_id, acct_session_id, login, account_id, contract_id,
      started_at, closed_at, address, calling_station, called_station, nas_port, octets_in,
      octets_out, session_seconds, base_in, base_out, base_seconds, cause, framed_prefix,
      delegated_prefix, is_guest, guest_account_id, line)
    select id, nas_id, acct_session_id, login, account_id, contract_id, started_at, ${end.closedAt},
      address, calling_station, called_station, nas_port, octets_in, octets_out, session_seconds,
      base_in, base_out, base_seconds, ${end.cause}, framed_prefix, delegated_prefix, is_guest,
      guest_account_id, line
    from ended
    returning id`.execute(ctx.tx)
  return rows.map(({ id }) => id)
}

/** Finishes a session whose server has ended it just now, or does not know it: since its last news. */
export async function closeConcluded(ctx: Context, id: bigint, cause: string): Promise<void> {
  const closedAt =
    cause === 'gone' ? sql`updated_at` : sql`greatest(updated_at, ${ctx.now()}::timestamptz)`
  await moveToClosed(ctx, sql`o.id = ${id}`, { closedAt, cause })
}

/** A server that was switched on or off has no sessions of before any more (RFC 2866 §5.1). */
export async function closeSessionsOfNas(
  ctx: Context,
  { nasId, at }: { nasId: number; at: Temporal.Instant },
): Promise<void> {
  const which = sql`o.nas_id = ${nasId} and o.started_at < ${at}::timestamptz`
  await moveToClosed(ctx, which, {
    closedAt: sql`greatest(updated_at, least(${at}::timestamptz, now()))`,
    cause: 'nas-restarted',
  })
}

/**
 * Sessions silent for longer than their agent allows are taken for dead, unless their server has said meanwhile that it
 * knows them.
 */
export async function closeSilentSessions(
  ctx: Context,
  { nasIds, silentSeconds }: { nasIds: readonly number[]; silentSeconds: number },
): Promise<number> {
  const since = ctx.now().subtract({ seconds: silentSeconds })
  const which = sql`o.nas_id = any(${[...nasIds]}::int[]) and o.updated_at < ${since}::timestamptz
    and not exists (
      select from usage.doubts d
      where d.session_id = o.id and d.confirmed_at >= ${since}::timestamptz
    )`
  const ended = await moveToClosed(ctx, which, { closedAt: sql`updated_at`, cause: 'lost' })
  return ended.length
}

/** Writes down which speed a live session was told, in kbit/s. */
export async function updateSessionSpeed(
  ctx: Context,
  sessionId: bigint,
  { downKbps, upKbps }: { downKbps: number; upKbps: number },
): Promise<void> {
  await sql`
    update usage.open_sessions
    set speed_down_kbps = ${downKbps}, speed_up_kbps = ${upKbps}
    where id = ${sessionId}`.execute(ctx.tx)
}

/** Writes down that a service of a live session is on, or is not any more. */
export async function updateSessionService(
  ctx: Context,
  { sessionId, serviceId, isOn }: { sessionId: bigint; serviceId: number; isOn: boolean },
): Promise<void> {
  const others = sql`array_remove(coalesce(service_ids, '{}'), ${serviceId}::int)`
  await sql`
    update usage.open_sessions
    set service_ids = ${isOn ? sql`array_append(${others}, ${serviceId}::int)` : others}
    where id = ${sessionId}`.execute(ctx.tx)
}
