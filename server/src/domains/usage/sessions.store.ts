import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context'
import { type AccountingRecord, startOf } from './rules/accounting.ts'

// A finished session is looked for this far back when a late packet comes.
const LATE_DAYS = 2

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
      ${column((r) => r.delegatedPrefix)}::inet[]
    ) as i (nas_id, acct_session_id, login, account_id, contract_id, started_at, at, address,
      calling_station, called_station, nas_port, octets_in, octets_out, session_seconds, cause,
      speed_down_kbps, speed_up_kbps, framed_prefix, delegated_prefix)`
}

/** By how much a row's counters grew; of a row that is new, all of them. */
const GROWTH = sql`
  new.octets_in - coalesce(old.octets_in, 0) as octets_in,
  new.octets_out - coalesce(old.octets_out, 0) as octets_out,
  new.session_seconds - coalesce(old.session_seconds, 0) as seconds`

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
 * Opens sessions or raises their counters. A packet of a session that is finished already does
 * not open it again; its counters still count.
 */
export async function upsertOpenSessions(
  ctx: Context,
  records: readonly AccountingRecord[],
): Promise<void> {
  const since = ctx.now().subtract({ hours: LATE_DAYS * 24 })
  await sql`
    with input as (${inputOf(records)}),
    late as (
      update usage.closed_sessions c
      set octets_in = greatest(c.octets_in, i.octets_in),
        octets_out = greatest(c.octets_out, i.octets_out),
        session_seconds = greatest(c.session_seconds, i.session_seconds)
      from input i
      where c.nas_id = i.nas_id and c.acct_session_id = i.acct_session_id and c.login = i.login
        and c.closed_at > ${since} and i.started_at < c.closed_at
      returning c.nas_id, c.acct_session_id, c.login, c.account_id, c.contract_id, i.at,
        ${GROWTH}
    ),
    raised as (insert into usage.open_sessions as o (nas_id, acct_session_id, login, account_id, contract_id,
      started_at, updated_at, address, calling_station, called_station, nas_port, octets_in,
      octets_out, session_seconds, speed_down_kbps, speed_up_kbps, framed_prefix,
      delegated_prefix)
    select nas_id, acct_session_id, login, account_id, contract_id, started_at, at, address,
      calling_station, called_station, nas_port, octets_in, octets_out, session_seconds,
      speed_down_kbps, speed_up_kbps, network(framed_prefix), network(delegated_prefix)
    from input i
    where not exists (
      select from late l
      where l.nas_id = i.nas_id and l.acct_session_id = i.acct_session_id and l.login = i.login
    )
    on conflict (nas_id, acct_session_id, login) do update
    set updated_at = greatest(o.updated_at, excluded.updated_at),
      account_id = coalesce(excluded.account_id, o.account_id),
      contract_id = coalesce(excluded.contract_id, o.contract_id),
      address = coalesce(excluded.address, o.address),
      framed_prefix = coalesce(excluded.framed_prefix, o.framed_prefix),
      delegated_prefix = coalesce(excluded.delegated_prefix, o.delegated_prefix),
      octets_in = greatest(o.octets_in, excluded.octets_in),
      octets_out = greatest(o.octets_out, excluded.octets_out),
      session_seconds = greatest(o.session_seconds, excluded.session_seconds),
      -- What it was told since is newer than what its packets go on to repeat.
      speed_down_kbps = coalesce(o.speed_down_kbps, excluded.speed_down_kbps),
      speed_up_kbps = coalesce(o.speed_up_kbps, excluded.speed_up_kbps)
    returning o.account_id, o.contract_id, o.updated_at as at, ${GROWTH})
    ${addToHours(['late', 'raised'])}`.execute(ctx.tx)
}

/** Finishes sessions, also those whose Start was never heard. A second Stop adds nothing. */
export async function closeSessions(
  ctx: Context,
  records: readonly AccountingRecord[],
): Promise<void> {
  const since = ctx.now().subtract({ hours: LATE_DAYS * 24 })
  await sql`
    with input as (${inputOf(records)}),
    ended as (
      delete from usage.open_sessions o
      using input i
      where o.nas_id = i.nas_id and o.acct_session_id = i.acct_session_id and o.login = i.login
      returning o.*
    ), late as (
      update usage.closed_sessions c
      set octets_in = greatest(c.octets_in, i.octets_in),
        octets_out = greatest(c.octets_out, i.octets_out),
        session_seconds = greatest(c.session_seconds, i.session_seconds)
      from input i
      where c.nas_id = i.nas_id and c.acct_session_id = i.acct_session_id and c.login = i.login
        and c.closed_at > ${since} and i.started_at < c.closed_at
      returning c.nas_id, c.acct_session_id, c.login, c.account_id, c.contract_id, i.at,
        ${GROWTH}
    ),
    closed as (insert into usage.closed_sessions (id, nas_id, acct_session_id, login, account_id,
      contract_id, started_at, closed_at, address, calling_station, called_station, nas_port,
      octets_in, octets_out, session_seconds, cause, framed_prefix, delegated_prefix)
    select coalesce(o.id, nextval('usage.session_ids')), i.nas_id, i.acct_session_id, i.login,
      coalesce(o.account_id, i.account_id), coalesce(o.contract_id, i.contract_id),
      least(o.started_at, i.started_at), i.at, coalesce(o.address, i.address),
      coalesce(nullif(o.calling_station, ''), i.calling_station),
      coalesce(nullif(o.called_station, ''), i.called_station),
      coalesce(nullif(o.nas_port, ''), i.nas_port), greatest(o.octets_in, i.octets_in),
      greatest(o.octets_out, i.octets_out), greatest(o.session_seconds, i.session_seconds), i.cause,
      coalesce(o.framed_prefix, network(i.framed_prefix)),
      coalesce(o.delegated_prefix, network(i.delegated_prefix))
    from input i
    left join ended o
      on o.nas_id = i.nas_id and o.acct_session_id = i.acct_session_id and o.login = i.login
    where o.id is not null or not exists (
      select from late l
      where l.nas_id = i.nas_id and l.acct_session_id = i.acct_session_id and l.login = i.login
    )
    returning id, account_id, contract_id, closed_at as at, octets_in, octets_out, session_seconds),
    finished as (
      select c.account_id, c.contract_id, c.at, c.octets_in - coalesce(o.octets_in, 0) as octets_in,
        c.octets_out - coalesce(o.octets_out, 0) as octets_out,
        c.session_seconds - coalesce(o.session_seconds, 0) as seconds
      from closed c
      left join ended o on o.id = c.id
    )
    ${addToHours(['late', 'finished'])}`.execute(ctx.tx)
}

async function moveToClosed(
  ctx: Context,
  which: RawBuilder<unknown>,
  end: { closedAt: RawBuilder<unknown>; cause: string },
): Promise<number> {
  const { rows } = await sql`
    with ended as (delete from usage.open_sessions o where ${which} returning o.*)
    insert into usage.closed_sessions (id, nas_id, acct_session_id, login, account_id, contract_id,
      started_at, closed_at, address, calling_station, called_station, nas_port, octets_in,
      octets_out, session_seconds, cause, framed_prefix, delegated_prefix)
    select id, nas_id, acct_session_id, login, account_id, contract_id, started_at, ${end.closedAt},
      address, calling_station, called_station, nas_port, octets_in, octets_out, session_seconds,
      ${end.cause}, framed_prefix, delegated_prefix
    from ended
    returning id`.execute(ctx.tx)
  return rows.length
}

/** A server that was switched on or off has no sessions of before any more (RFC 2866 §5.1). */
export async function closeSessionsOfNas(
  ctx: Context,
  { nasId, at }: { nasId: number; at: Temporal.Instant },
): Promise<number> {
  const which = sql`o.nas_id = ${nasId} and o.started_at < ${at}::timestamptz`
  return moveToClosed(ctx, which, {
    closedAt: sql`greatest(updated_at, least(${at}::timestamptz, now()))`,
    cause: 'nas-restarted',
  })
}

/** Sessions silent for longer than their agent allows are taken for dead. */
export async function closeSilentSessions(
  ctx: Context,
  { nasIds, silentSeconds }: { nasIds: readonly number[]; silentSeconds: number },
): Promise<number> {
  const since = ctx.now().subtract({ seconds: silentSeconds })
  const which = sql`o.nas_id = any(${[...nasIds]}::int[]) and o.updated_at < ${since}::timestamptz`
  return moveToClosed(ctx, which, { closedAt: sql`updated_at`, cause: 'lost' })
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
