import { sql } from 'kysely'
import type { Context } from '#platform/context'
import type { Stretch } from '../rules/protection.ts'

const KEPT_HOURS = 48

/** What came from an access server in a minute. */
export type NasMinute = {
  nasId: number
  minute: Temporal.Instant
  signIns: number
  rejects: number
  accounting: number
  discarded: number
}

/** Adds what came, by whichever process, and forgets what is older than two days. */
export async function addMinutes(ctx: Context, minutes: readonly NasMinute[]): Promise<void> {
  const column = <Value>(read: (minute: NasMinute) => Value) => minutes.map(read)
  await sql`
    insert into network.nas_minutes as m (minute, nas_id, sign_ins, rejects, accounting, discarded)
    select minute, nas_id, sum(sign_ins), sum(rejects), sum(accounting), sum(discarded)
    from unnest(${column((m) => m.minute.toString())}::timestamptz[],
      ${column((m) => m.nasId)}::int[], ${column((m) => m.signIns)}::int[],
      ${column((m) => m.rejects)}::int[], ${column((m) => m.accounting)}::int[],
      ${column((m) => m.discarded)}::int[]
    ) as i (minute, nas_id, sign_ins, rejects, accounting, discarded)
    group by minute, nas_id
    -- Always in one order, so that two processes never wait for each other.
    order by minute, nas_id
    on conflict (minute, nas_id) do update
    set sign_ins = m.sign_ins + excluded.sign_ins, rejects = m.rejects + excluded.rejects,
      accounting = m.accounting + excluded.accounting,
      discarded = m.discarded + excluded.discarded`.execute(ctx.tx)
  await sql`
    delete from network.nas_minutes
    where minute < ${ctx.now()}::timestamptz - make_interval(hours => ${KEPT_HOURS})`.execute(
    ctx.tx,
  )
}

export type AgentMinute = Omit<NasMinute, 'nasId' | 'discarded'> & { agentId: number }

/** What came to each agent in each minute since a moment; minutes without anything are left out. */
export async function selectAgentMinutes(
  ctx: Context,
  since: Temporal.Instant,
): Promise<AgentMinute[]> {
  const { rows } = await sql<AgentMinute>`
    select n.agent_id as "agentId", m.minute, sum(m.sign_ins)::int as "signIns",
      sum(m.rejects)::int as rejects, sum(m.accounting)::int as accounting
    from network.nas_minutes m
    join network.nas n on n.id = m.nas_id
    where m.minute >= ${since}::timestamptz
    group by n.agent_id, m.minute
    order by n.agent_id, m.minute`.execute(ctx.tx)
  return rows
}

/** Requests of a server since the minute of a moment, those that were discarded among them. */
export async function sumStretch(
  ctx: Context,
  nasId: number,
  since: Temporal.Instant,
): Promise<Stretch> {
  const { rows } = await sql<Stretch>`
    select coalesce(sum(sign_ins + discarded), 0)::int as requests,
      coalesce(sum(discarded), 0)::int as discarded
    from network.nas_minutes
    where nas_id = ${nasId} and minute >= date_trunc('minute', ${since}::timestamptz)`.execute(
    ctx.tx,
  )
  return rows[0] ?? { requests: 0, discarded: 0 }
}
