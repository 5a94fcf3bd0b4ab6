import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context'
import type { DoubtReason } from './rules/session-evidence.ts'

/** How often a server tells its sessions to report, in seconds. */
export type ServerPromise = { nasId: number; interimSeconds: number }

/** Forgets doubts that are over: the session was heard of again, or is finished. */
export async function settleDoubts(ctx: Context): Promise<void> {
  await sql`
    with heard as (
      delete from usage.doubts d
      using usage.open_sessions o
      where o.id = d.session_id and o.updated_at > d.heard_at
      returning d.session_id, d.heard_at, o.updated_at
    )
    insert into usage.session_evidence (session_id, at, kind, facts)
    select session_id, updated_at, 'heard-again',
      jsonb_build_object('silentSeconds', extract(epoch from updated_at - heard_at)::int)
    from heard`.execute(ctx.tx)
  await sql`
    delete from usage.doubts d
    where not exists (select from usage.open_sessions o where o.id = d.session_id)`.execute(ctx.tx)
}

/** Writes doubts down with their evidence, each once; `found` has `id, updated_at, facts`. How many there were. */
async function raise(
  ctx: Context,
  reason: DoubtReason,
  found: RawBuilder<unknown>,
): Promise<number> {
  const { rows } = await sql`
    with found as (${found}), raised as (
      insert into usage.doubts as d (session_id, reason, heard_at, since)
      select id, ${reason}, updated_at, ${ctx.now()} from found
      on conflict (session_id) do update
      set reason = excluded.reason, heard_at = excluded.heard_at, since = excluded.since
    )
    insert into usage.session_evidence (session_id, at, kind, facts)
    select id, ${ctx.now()}, ${reason}, facts from found
    returning session_id`.execute(ctx.tx)
  return rows.length
}

/** Doubts sessions that have missed what their servers promised. `silence` is told for a promise, in seconds. */
export async function doubtSilent(
  ctx: Context,
  {
    promises,
    missedMax,
    graceSeconds,
    limit,
  }: {
    promises: readonly ServerPromise[]
    missedMax: number
    graceSeconds: number
    limit: number
  },
): Promise<number> {
  const promised = sql`coalesce(o.interim_seconds, p.seconds)`
  return raise(
    ctx,
    'silent',
    sql`
      select o.id, o.updated_at, jsonb_build_object('promisedSeconds', ${promised}, 'silentSeconds',
        extract(epoch from ${ctx.now()}::timestamptz - o.updated_at)::int) as facts
      from usage.open_sessions o
      join unnest(${promises.map(({ nasId }) => nasId)}::int[],
        ${promises.map(({ interimSeconds }) => interimSeconds)}::int[]) as p (nas_id, seconds)
        on p.nas_id = o.nas_id
      where o.updated_at < ${ctx.now()}::timestamptz
          - make_interval(secs => ${missedMax} * ${promised} + ${graceSeconds})
        and not exists (
          select from usage.doubts d
          where d.session_id = o.id and d.heard_at >= o.updated_at and d.reason = 'silent'
        )
      limit ${limit}`,
  )
}

/**
 * Doubts sessions whose device is there by a newer one that began since a moment, when nothing has been heard of the
 * older one since. The device is the same when account and server are and its station or port is; or when nobody but
 * the two has the port.
 */
export async function doubtSuperseded(
  ctx: Context,
  { since, limit }: { since: Temporal.Instant; limit: number },
): Promise<number> {
  return raise(
    ctx,
    'newer',
    sql`
      with fresh as (
        select id, nas_id, account_id, login, started_at, nas_port, lower(calling_station) as station
        from usage.open_sessions
        where started_at > ${since}::timestamptz
      ), by_account as (
        select o.id, o.updated_at, n.id as newer_id,
          case when n.station <> '' and lower(o.calling_station) = n.station then 'station'
            when n.nas_port <> '' and o.nas_port = n.nas_port then 'port' end as by
        from fresh n
        join usage.open_sessions o on o.account_id = n.account_id and o.nas_id = n.nas_id
      ), by_port as (
        select o.id, o.updated_at, n.id as newer_id, 'port' as by
        from (
          select nas_id, nas_port, min(id) as first, max(id) as last
          from usage.open_sessions
          where nas_port <> '' and (nas_id, nas_port) in (select nas_id, nas_port from fresh)
          group by nas_id, nas_port
          having count(*) = 2
        ) p
        join usage.open_sessions o on o.id = p.first
        join fresh n on n.id = p.last
      )
      select distinct on (o.id) o.id, o.updated_at,
        jsonb_build_object('by', o.by, 'login', n.login, 'startedAt', n.started_at) as facts
      from (select * from by_account union all select * from by_port) o
      join fresh n on n.id = o.newer_id
      where o.by is not null and o.id < n.id and o.updated_at <= n.started_at
        and not exists (
          select from usage.doubts d where d.session_id = o.id and d.heard_at >= o.updated_at
        )
      order by o.id, o.by desc, n.id desc
      limit ${limit}`,
  )
}

export type DoubtRow = {
  sessionId: bigint
  nasId: number
  accountId: number | null
  contractId: number | null
  acctSessionId: string
  login: string
  reason: DoubtReason
  heardAt: Temporal.Instant
  hasReported: boolean
  interimSeconds: number | null
  hasSpeed: boolean
  probes: number
  probedAt: Temporal.Instant | null
}

/** The next doubts, by their sessions, that nobody has been asked about since a moment. */
export async function selectDoubts(
  ctx: Context,
  { askedBefore, after, limit }: { askedBefore: Temporal.Instant; after: bigint; limit: number },
): Promise<DoubtRow[]> {
  const { rows } = await sql<DoubtRow>`
    select d.session_id as "sessionId", o.nas_id as "nasId", o.account_id as "accountId",
      o.contract_id as "contractId", o.acct_session_id as "acctSessionId", o.login, d.reason, d.heard_at as "heardAt",
      o.updated_at > o.started_at as "hasReported", o.interim_seconds as "interimSeconds",
      o.speed_down_kbps is not null as "hasSpeed", d.probes, d.probed_at as "probedAt"
    from usage.doubts d
    join usage.open_sessions o on o.id = d.session_id
    where d.session_id > ${after} and o.updated_at <= d.heard_at
      and (d.probed_at is null or d.probed_at <= ${askedBefore}::timestamptz)
    order by d.session_id
    limit ${limit}`.execute(ctx.tx)
  return rows
}

export type ServerLoad = {
  nasId: number
  sessions: number
  doubtful: number
  heardAt: Temporal.Instant
}

/** How many sessions servers with doubtful ones have, and when anything was heard of any. */
export async function selectServerLoads(ctx: Context): Promise<ServerLoad[]> {
  const { rows } = await sql<ServerLoad>`
    select o.nas_id as "nasId", count(*)::int as sessions,
      count(*) filter (where d.heard_at >= o.updated_at)::int as doubtful,
      max(o.updated_at) as "heardAt"
    from usage.open_sessions o
    left join usage.doubts d on d.session_id = o.id
    where exists (select from usage.doubts)
    group by o.nas_id
    having count(d.session_id) > 0`.execute(ctx.tx)
  return rows
}

/** Writes down that servers are being asked about sessions, each once more. */
export async function markProbed(ctx: Context, sessionIds: readonly bigint[]): Promise<void> {
  await sql`
    update usage.doubts
    set probes = probes + 1, probed_at = ${ctx.now()}
    where session_id = any(${[...sessionIds]}::bigint[])`.execute(ctx.tx)
}

/** The server knows the session: the limit of silence counts from now. */
export async function markConfirmed(ctx: Context, sessionId: bigint): Promise<void> {
  await sql`
    update usage.doubts set confirmed_at = ${ctx.now()} where session_id = ${sessionId}`.execute(
    ctx.tx,
  )
}
