import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context'
import { type AccountingRecord, REPEATED_SECONDS_MAX, startOf } from '../rules/accounting.ts'
import { keyOf, type SessionKey } from '../rules/session-part.ts'

const REPEATED = sql.raw(`interval '${REPEATED_SECONDS_MAX} seconds'`)

export type SplitRow = SessionKey & {
  accountId: number | null
  contractId: number | null
  isGuest: boolean
  startedAt: Temporal.Instant
  wholeIn: bigint
  wholeOut: bigint
  ownIn: bigint
  ownOut: bigint
  plainIn: bigint
  plainOut: bigint
  seconds: bigint
}

/**
 * Opens the splits of sessions that records are about, and holds them until the transaction ends: whoever counts the
 * session or a service of it waits. What a session had before its split was its own.
 */
export async function lockSplits(
  ctx: Context,
  records: readonly AccountingRecord[],
): Promise<void> {
  const column = <Value>(read: (record: AccountingRecord) => Value) => records.map(read)
  const counted = (name: 'octets_in' | 'octets_out') =>
    sql`coalesce(max(o.${sql.ref(name)}) filter (where o.account_id is not null), 0)`
  await sql`
    insert into usage.session_splits as s (nas_id, acct_session_id, login, account_id, contract_id,
      is_guest, started_at, heard_at, whole_in, whole_out, plain_in, plain_out)
    select i.nas_id, i.acct_session_id, i.login,
      coalesce(max(o.account_id), max(i.account_id)), coalesce(max(o.contract_id), max(i.contract_id)),
      coalesce(bool_or(o.is_guest), false) or bool_or(i.is_guest), min(i.started_at), min(i.at),
      ${counted('octets_in')}, ${counted('octets_out')}, ${counted('octets_in')}, ${counted('octets_out')}
    from unnest(${column((r) => r.nasId)}::int[], ${column((r) => keyOf(r).acctSessionId)}::text[],
      ${column((r) => r.login)}::text[], ${column((r) => r.accountId)}::int[],
      ${column((r) => r.contractId)}::int[], ${column((r) => r.isGuest)}::boolean[],
      ${column((r) => startOf(r).toString())}::timestamptz[],
      ${column((r) => r.at.toString())}::timestamptz[]
    ) as i (nas_id, acct_session_id, login, account_id, contract_id, is_guest, started_at, at)
    left join usage.open_sessions o on o.nas_id = i.nas_id
      and o.acct_session_id = i.acct_session_id and o.login = i.login
    group by 1, 2, 3
    -- Always in one order, so that two batches never wait for each other.
    order by 1, 2, 3
    on conflict (nas_id, acct_session_id, login) do update
    set account_id = coalesce(excluded.account_id, s.account_id),
      contract_id = coalesce(excluded.contract_id, s.contract_id),
      is_guest = s.is_guest or excluded.is_guest`.execute(ctx.tx)
}

/**
 * Adds what sessions grew by to their splits; part of the statement that raises their counters, whose results the
 * sources are. Another session that has got the same name since begins from nothing.
 */
export function addToSplits(sources: readonly string[]): RawBuilder<unknown> {
  const grown = sources.map(
    (source) => sql`
      select nas_id, acct_session_id, login, account_id, contract_id, started_at, octets_in,
        octets_out, seconds
      from ${sql.table(source)}`,
  )
  const kept = (column: string) => sql`case when s.heard_at < g.started_at - ${REPEATED} then 0
    else ${sql.ref(`s.${column}`)} end`
  return sql`
    update usage.session_splits s
    set account_id = g.account_id, contract_id = g.contract_id,
      started_at = case when s.heard_at < g.started_at - ${REPEATED} then g.started_at
        else least(s.started_at, g.started_at) end,
      whole_in = ${kept('whole_in')} + g.octets_in, whole_out = ${kept('whole_out')} + g.octets_out,
      own_in = ${kept('own_in')}, own_out = ${kept('own_out')},
      plain_in = ${kept('plain_in')}, plain_out = ${kept('plain_out')},
      seconds = s.seconds + g.seconds
    from (
      select nas_id, acct_session_id, login, max(account_id) as account_id,
        max(contract_id) as contract_id, min(started_at) as started_at,
        sum(octets_in)::bigint as octets_in, sum(octets_out)::bigint as octets_out,
        sum(seconds)::bigint as seconds
      from (${sql.join(grown, sql` union all `)}) as all_grown
      where account_id is not null
      group by 1, 2, 3
    ) as g
    where s.nas_id = g.nas_id and s.acct_session_id = g.acct_session_id and s.login = g.login`
}

export async function selectSplits(ctx: Context, keys: readonly SessionKey[]): Promise<SplitRow[]> {
  const { rows } = await sql<SplitRow>`
    select s.nas_id as "nasId", s.acct_session_id as "acctSessionId", s.login,
      account_id as "accountId", contract_id as "contractId", is_guest as "isGuest",
      started_at as "startedAt", whole_in as "wholeIn", whole_out as "wholeOut", own_in as "ownIn",
      own_out as "ownOut", plain_in as "plainIn", plain_out as "plainOut", seconds
    from ${inputOf(keys)} i
    join usage.session_splits s on s.nas_id = i.nas_id
      and s.acct_session_id = i.acct_session_id and s.login = i.login`.execute(ctx.tx)
  return rows
}

/** Writes down what was settled; the whole is nobody's but the session's. */
export async function updateSplits(
  ctx: Context,
  splits: readonly (SplitRow & { heardAt: Temporal.Instant })[],
): Promise<void> {
  const column = <Value>(read: (split: (typeof splits)[number]) => Value) => splits.map(read)
  await sql`
    update usage.session_splits s
    set own_in = i.own_in, own_out = i.own_out, plain_in = i.plain_in, plain_out = i.plain_out,
      seconds = 0, heard_at = greatest(s.heard_at, i.heard_at)
    from unnest(${column((s) => s.nasId)}::int[], ${column((s) => s.acctSessionId)}::text[],
      ${column((s) => s.login)}::text[], ${column((s) => s.ownIn)}::bigint[],
      ${column((s) => s.ownOut)}::bigint[], ${column((s) => s.plainIn)}::bigint[],
      ${column((s) => s.plainOut)}::bigint[], ${column((s) => s.heardAt.toString())}::timestamptz[]
    ) as i (nas_id, acct_session_id, login, own_in, own_out, plain_in, plain_out, heard_at)
    where s.nas_id = i.nas_id and s.acct_session_id = i.acct_session_id and s.login = i.login
    `.execute(ctx.tx)
}

/** Forgets splits that nobody has told anything of since a moment. */
export async function deleteSplits(ctx: Context, before: Temporal.Instant): Promise<void> {
  await sql`delete from usage.session_splits where heard_at < ${before}`.execute(ctx.tx)
}

/** Names of sessions as rows, once each. */
export function inputOf(keys: readonly SessionKey[]): RawBuilder<unknown> {
  const column = <Value>(read: (key: SessionKey) => Value) => keys.map(read)
  return sql`(
    select distinct * from unnest(${column((k) => k.nasId)}::int[],
      ${column((k) => k.acctSessionId)}::text[], ${column((k) => k.login)}::text[])
    as keys (nas_id, acct_session_id, login))`
}
