import { sql } from 'kysely'
import type { Context } from '#platform/context'

/** `probe`: a question whether the session is still there, which changes nothing. */
export type CommandKind = 'disconnect' | 'change-speed' | 'probe' | 'start-service' | 'end-service'
/** A service within a session that an order is about, by its name at the server. */
export type OrderedService = { id: number; name: string }
/**
 * `ignored`: acknowledged, but the session went on as before; `called-off`: not sent, because a session
 * that was in doubt had reported meanwhile, or a service should be otherwise again.
 */
export type CommandOutcome =
  | 'acknowledged'
  | 'refused'
  | 'no-answer'
  | 'no-address'
  | 'ignored'
  | 'called-off'
export type CommandRow = {
  id: bigint
  kind: CommandKind
  sessionId: bigint
  nasId: number
  accountId: number | null
  contractId: number | null
  acctSessionId: string
  login: string
  reason: string
  askedAt: Temporal.Instant
  askedBy: string
  attempts: number
  outcome: CommandOutcome | null
  errorCause: number | null
  answeredAt: Temporal.Instant | null
  /** Kbit/s that the session was told last; null until then, and for a Disconnect. */
  speedDownKbps: number | null
  speedUpKbps: number | null
  /** The service that is activated or ended; null of other commands. */
  sessionServiceId: number | null
  serviceName: string | null
}
/** A live session that a command is about. */
export type CommandTarget = Pick<
  CommandRow,
  'sessionId' | 'nasId' | 'accountId' | 'contractId' | 'acctSessionId' | 'login'
>

const COMMAND = sql`
  id, kind, session_id as "sessionId", nas_id as "nasId", account_id as "accountId",
  contract_id as "contractId", acct_session_id as "acctSessionId", login, reason,
  asked_at as "askedAt", asked_by as "askedBy", attempts, outcome, error_cause as "errorCause",
  answered_at as "answeredAt", speed_down_kbps as "speedDownKbps", speed_up_kbps as "speedUpKbps",
  session_service_id as "sessionServiceId", service_name as "serviceName"`

/** Writes down commands of one kind about sessions, in one statement. */
export async function insertCommands(
  ctx: Context,
  sessions: readonly CommandTarget[],
  { kind, reason, service }: { kind: CommandKind; reason: string; service?: OrderedService },
): Promise<CommandRow[]> {
  const column = <Value>(read: (session: CommandTarget) => Value) => sessions.map(read)
  const { rows } = await sql<CommandRow>`
    insert into access.commands (kind, session_id, nas_id, account_id, contract_id,
      acct_session_id, login, reason, asked_at, asked_by, session_service_id, service_name)
    select ${kind}, i.*, ${reason}, ${ctx.now()}, ${ctx.actor.name}, ${service?.id ?? null}::int,
      ${service?.name ?? null}::text
    from unnest(${column((s) => s.sessionId)}::bigint[], ${column((s) => s.nasId)}::int[],
      ${column((s) => s.accountId)}::int[], ${column((s) => s.contractId)}::int[],
      ${column((s) => s.acctSessionId)}::text[], ${column((s) => s.login)}::text[]) as i
    -- The same order about a service of a session is not given twice while the first one is on its way.
    on conflict do nothing
    returning ${COMMAND}`.execute(ctx.tx)
  return rows
}

/** What sessions have been ordered about their services since a moment, the latest of each service. */
export async function selectServicesOrdered(
  ctx: Context,
  sessionIds: readonly bigint[],
  since: Temporal.Instant,
): Promise<Pick<CommandRow, 'sessionId' | 'sessionServiceId' | 'kind' | 'outcome'>[]> {
  const { rows } = await sql<
    Pick<CommandRow, 'sessionId' | 'sessionServiceId' | 'kind' | 'outcome'>
  >`
    select distinct on (session_id, session_service_id) session_id as "sessionId",
      session_service_id as "sessionServiceId", kind, outcome
    from access.commands
    where session_id = any(${[...sessionIds]}::bigint[]) and session_service_id is not null
      and asked_at > ${since}
    order by session_id, session_service_id, id desc`.execute(ctx.tx)
  return rows
}

/** Accounts whose live sessions have not done within a span what they were ordered about their services. */
export async function selectAccountIdsUnserved(
  ctx: Context,
  { since, until }: { since: Temporal.Instant; until: Temporal.Instant },
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select distinct c.account_id as id
    from access.commands c
    join usage.open_sessions s on s.id = c.session_id
    where c.asked_at > ${since} and c.asked_at <= ${until} and c.session_service_id is not null
      and c.account_id is not null
      and (c.outcome is null or c.outcome not in ('acknowledged', 'called-off'))
    order by id`.execute(ctx.tx)
  return rows.map(({ id }) => id)
}

/** Which of the sessions have been ordered another speed since a moment. */
export async function selectSessionsOrdered(
  ctx: Context,
  sessionIds: readonly bigint[],
  since: Temporal.Instant,
): Promise<Set<bigint>> {
  const { rows } = await sql<{ id: bigint }>`
    select distinct session_id as id
    from access.commands
    where session_id = any(${[...sessionIds]}::bigint[]) and asked_at > ${since}
      and session_service_id is null`.execute(ctx.tx)
  return new Set(rows.map(({ id }) => id))
}

export async function selectCommands(
  ctx: Context,
  filter: { accountId?: number; beforeId?: string; limit: number },
): Promise<CommandRow[]> {
  const { accountId, beforeId } = filter
  const { rows } = await sql<CommandRow>`
    select ${COMMAND}
    from access.commands
    where ${accountId ? sql`account_id = ${accountId}` : sql`true`}
      and ${beforeId ? sql`id < ${beforeId}::bigint` : sql`true`}
    order by id desc
    limit ${filter.limit}`.execute(ctx.tx)
  return rows
}

/** The latest command of each account. */
export async function selectLastCommands(
  ctx: Context,
  accountIds: readonly number[],
): Promise<CommandRow[]> {
  const { rows } = await sql<CommandRow>`
    select c.*
    from unnest(${[...accountIds]}::int[]) as wanted
    cross join lateral (
      select ${COMMAND} from access.commands where account_id = wanted order by id desc limit 1
    ) c`.execute(ctx.tx)
  return rows
}

/** Commands by id that have no good answer yet. */
export async function selectUnanswered(
  ctx: Context,
  ids: readonly bigint[],
): Promise<CommandRow[]> {
  const { rows } = await sql<CommandRow>`
    select ${COMMAND}
    from access.commands
    where id = any(${[...ids]}::bigint[]) and (outcome is null or outcome = 'no-answer')
    order by id`.execute(ctx.tx)
  return rows
}

/** Commands of the last minutes that nobody answered while their session goes on. */
export async function selectToRepeat(
  ctx: Context,
  { since, attemptsMax }: { since: Temporal.Instant; attemptsMax: number },
): Promise<bigint[]> {
  const { rows } = await sql<{ id: bigint }>`
    select c.id
    from access.commands c
    join usage.open_sessions s on s.id = c.session_id
    where c.asked_at > ${since} and c.attempts < ${attemptsMax}
      and (c.outcome is null or c.outcome = 'no-answer')
    order by c.id
    limit 1000`.execute(ctx.tx)
  return rows.map(({ id }) => id)
}

/** What an access server answered, and the speed that it was told, in kbit/s. */
export type Answer = {
  outcome: CommandOutcome
  errorCause: number | null
  speed?: { downKbps: number; upKbps: number }
  /** Nobody was asked: the session had ended by itself. */
  isGone?: boolean
}

export async function recordAnswer(ctx: Context, id: bigint, answer: Answer): Promise<void> {
  await ctx.tx
    .updateTable('access.commands')
    .set((eb) => ({
      attempts: eb('attempts', '+', 1),
      outcome: answer.outcome,
      error_cause: answer.errorCause,
      answered_at: ctx.now(),
      speed_down_kbps: answer.speed?.downKbps ?? null,
      speed_up_kbps: answer.speed?.upKbps ?? null,
    }))
    .where('id', '=', id)
    .execute()
}

/** Writes down which state the network is known to have taken on. */
export async function upsertAppliedStates(
  ctx: Context,
  states: readonly { accountId: number; state: string }[],
): Promise<void> {
  if (states.length === 0) return
  await sql`
    insert into access.applied_states (account_id, state, applied_at)
    select account_id, state, ${ctx.now()}
    from unnest(${states.map((s) => s.accountId)}::int[], ${states.map((s) => s.state)}::text[])
      as s (account_id, state)
    on conflict (account_id) do update
    set state = excluded.state, applied_at = excluded.applied_at`.execute(ctx.tx)
}

export async function selectAppliedStates(
  ctx: Context,
  accountIds: readonly number[],
): Promise<{ accountId: number; state: string }[]> {
  return ctx.tx
    .selectFrom('access.applied_states')
    .select(['account_id as accountId', 'state'])
    .where('account_id', 'in', [...accountIds, 0])
    .execute()
}

/**
 * Commands of the last hour that came to nothing while their session goes on: a Disconnect that was
 * acknowledged before the session reported again, and a speed or a service that was refused. None is told twice.
 */
export async function selectFruitless(
  ctx: Context,
  { since, graceSeconds }: { since: Temporal.Instant; graceSeconds: number },
): Promise<CommandRow[]> {
  const { rows } = await sql<CommandRow>`
    select ${COMMAND}
    from access.commands c
    where c.asked_at > ${since} and c.followed_by is null
      and (
        (c.kind = 'disconnect' and c.outcome = 'acknowledged' and exists (
          select from usage.open_sessions s
          where s.id = c.session_id
            and s.updated_at > c.answered_at + make_interval(secs => ${graceSeconds})
        ))
        or (c.kind in ('change-speed', 'start-service', 'end-service') and c.outcome = 'refused' and exists (
          select from usage.open_sessions s where s.id = c.session_id
        ))
      )
    order by c.id
    limit 1000`.execute(ctx.tx)
  return rows
}

/** Writes down which command followed which, and that an acknowledged one was ignored. */
export async function markFollowed(
  ctx: Context,
  pairs: readonly { id: bigint; followedBy: bigint }[],
): Promise<void> {
  await sql`
    update access.commands c
    set followed_by = i.followed_by,
      outcome = case when c.outcome = 'acknowledged' then 'ignored' else c.outcome end
    from unnest(${pairs.map(({ id }) => id)}::bigint[],
      ${pairs.map(({ followedBy }) => followedBy)}::bigint[]) as i (id, followed_by)
    where c.id = i.id`.execute(ctx.tx)
}

/** How many Disconnects each session has been sent since a moment. */
export async function countDisconnects(
  ctx: Context,
  sessionIds: readonly bigint[],
  since: Temporal.Instant,
): Promise<Map<bigint, number>> {
  const { rows } = await sql<{ id: bigint; count: number }>`
    select session_id as id, count(*)::int as count
    from access.commands
    where session_id = any(${[...sessionIds]}::bigint[]) and kind = 'disconnect'
      and asked_at > ${since}
    group by session_id`.execute(ctx.tx)
  return new Map(rows.map(({ id, count }) => [id, count]))
}
