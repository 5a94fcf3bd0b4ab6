import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context'
import { GUESSED_CAUSES } from './rules/session-evidence.ts'
import type { SessionNews } from './sessions.store.ts'

const COLUMNS =
  sql.raw(`nas_id, acct_session_id, login, account_id, contract_id, started_at, address,
  calling_station, called_station, nas_port, octets_in, octets_out, session_seconds, base_in, base_out,
  base_seconds, framed_prefix, delegated_prefix, is_guest, guest_account_id, line`)
// No session is silent for longer than an agent can allow: thirty days.
const LOST_DAYS = 40

/**
 * Takes finished sessions back that were taken for dead and have reported: they are live again under their ids, and
 * their counters go on.
 */
export async function reopenSessions(ctx: Context, ids: readonly bigint[]): Promise<void> {
  await sql`
    with back as (
      delete from usage.closed_sessions where id = any(${[...ids]}::bigint[])
      returning *
    ), opened as (
      insert into usage.open_sessions (id, updated_at, ${COLUMNS})
      select id, ${ctx.now()}, ${COLUMNS} from back
      on conflict (nas_id, acct_session_id, login) do nothing
    )
    insert into usage.session_evidence (session_id, at, kind, facts)
    select id, ${ctx.now()}, 'reopened', jsonb_build_object('cause', cause)
    from back`.execute(ctx.tx)
}

/**
 * A session that is new to us and older than late packets are looked for: when one of its name was taken for dead
 * meanwhile, they are one session, and what had been counted already is taken off again.
 */
export async function joinStrangers(
  ctx: Context,
  table: 'open_sessions' | 'closed_sessions',
  strangers: readonly SessionNews[],
): Promise<void> {
  const ids = strangers.map(({ id }) => id)
  await sql`
    with known as (
      delete from usage.closed_sessions c
      using ${sql.table(`usage.${table}`)} s
      where s.id = any(${ids}::bigint[]) and c.id <> s.id and c.nas_id = s.nas_id
        and c.acct_session_id = s.acct_session_id and c.login = s.login
        and c.cause = any(${[...GUESSED_CAUSES]}::text[])
        and c.closed_at > ${ctx.now()}::timestamptz - make_interval(days => ${LOST_DAYS})
        and c.closed_at > s.started_at
      returning c.*, s.id as stranger_id,
        ${grown('octets_in')}, ${grown('octets_out')}, ${grown('session_seconds')},
        ${momentOf(table)} as told_at
    ), joined as (
      update ${sql.table(`usage.${table}`)} s
      set id = k.id, started_at = least(s.started_at, k.started_at),
        octets_in = greatest(s.octets_in, k.octets_in),
        octets_out = greatest(s.octets_out, k.octets_out),
        session_seconds = greatest(s.session_seconds, k.session_seconds)
      from known k
      where s.id = k.stranger_id
    ), proved as (
      insert into usage.session_evidence (session_id, at, kind, facts)
      select id, ${ctx.now()}, 'reopened', jsonb_build_object('cause', cause) from known
    )
    update usage.hours h
    set octets_in = h.octets_in - k.octets_in_twice, octets_out = h.octets_out - k.octets_out_twice,
      seconds = h.seconds - k.session_seconds_twice
    from known k
    where h.account_id = k.account_id and h.hour = date_trunc('hour', k.told_at)
      and h.category = ''`.execute(ctx.tx)
}

/** What both have counted. */
function grown(column: string): RawBuilder<unknown> {
  return sql.raw(`least(c.${column}, s.${column}) as ${column}_twice`)
}

function momentOf(table: 'open_sessions' | 'closed_sessions'): RawBuilder<unknown> {
  return sql.raw(table === 'open_sessions' ? 's.updated_at' : 's.closed_at')
}
