import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context'

export const PLANNED_DEEDS = ['block', 'unblock', 'tariff', 'service-on', 'service-off'] as const
export type PlannedDeed = (typeof PLANNED_DEEDS)[number]
export type PlannedDetails = {
  blockKind?: 'off' | 'staff' | 'own-wish'
  tariffId?: number
  serviceId?: number
  quantity?: number
  pauseTemplateId?: number
}
export type ActionOutcome = { done: number; failed: { accountId: number; code: string }[] }
export type ActionPlan = {
  accountId: number | null
  groupId: number | null
  kind: PlannedDeed
  dueAt: Temporal.Instant
  details: PlannedDetails
  reason: string
}
export type ActionRow = ActionPlan & {
  id: number
  state: 'planned' | 'done' | 'failed' | 'cancelled'
  outcome: ActionOutcome | null
  /** The other half of a pause: its end names its begin. */
  pairId: number | null
  /** The last account of the group that has had its turn. */
  lastAccountId: number
  author: string
  plannedAt: Temporal.Instant
  settledAt: Temporal.Instant | null
  settledBy: string | null
}

const ACTION = sql`
  id, account_id as "accountId", group_id as "groupId", kind, due_at as "dueAt", details, reason,
  state, outcome, pair_id as "pairId", last_account_id as "lastAccountId", author,
  planned_at as "plannedAt", settled_at as "settledAt", settled_by as "settledBy"`

async function select(ctx: Context, rest: RawBuilder<unknown>): Promise<ActionRow[]> {
  const { rows } = await sql<ActionRow>`
    select ${ACTION} from accounts.planned_actions where ${rest}`.execute(ctx.tx)
  return rows
}

export type ActionFilter = { accountIds?: readonly number[]; groupId?: number; limit: number }

function matches({ accountIds, groupId }: ActionFilter): RawBuilder<unknown> {
  return sql`
    ${accountIds ? sql`account_id = any(${[...accountIds]}::int[])` : sql`true`}
    and ${groupId === undefined ? sql`true` : sql`group_id = ${groupId}`}`
}

export function selectPlannedActions(ctx: Context, filter: ActionFilter): Promise<ActionRow[]> {
  return select(
    ctx,
    sql`state = 'planned' and ${matches(filter)} order by due_at, id limit ${filter.limit}`,
  )
}

export function selectSettledActions(ctx: Context, filter: ActionFilter): Promise<ActionRow[]> {
  return select(
    ctx,
    sql`state <> 'planned' and ${matches(filter)}
      order by settled_at desc, id desc limit ${filter.limit}`,
  )
}

/** A pause at own wish: its begin and its end are two actions, and the first names it. */
export type Pause = {
  id: number
  from: Temporal.Instant
  until: Temporal.Instant
  state: 'planned' | 'going-on' | 'over'
  pauseTemplateId: number
  reason: string
  author: string
}

/** Pauses of an account that began since a moment or are still to begin, the earliest first. */
export async function selectPausesSince(
  ctx: Context,
  accountId: number,
  since: Temporal.Instant,
): Promise<Pause[]> {
  const { rows } = await sql<Pause>`
    select b.id, b.due_at as "from", coalesce(e.settled_at, e.due_at) as until,
      case when b.state = 'planned' then 'planned' when e.state = 'planned' then 'going-on'
        else 'over' end as state,
      (b.details->>'pauseTemplateId')::int as "pauseTemplateId", b.reason, b.author
    from accounts.planned_actions b
    join accounts.planned_actions e on e.pair_id = b.id
    where b.account_id = ${accountId} and b.kind = 'block' and b.state in ('planned', 'done')
      and b.due_at >= ${since}
    order by b.due_at`.execute(ctx.tx)
  return rows
}

/** The ends of pauses that were lifted before their day: there is nothing left to end. */
export async function cancelPauseEnds(ctx: Context, accountId: number): Promise<void> {
  await sql`
    update accounts.planned_actions e
    set state = 'cancelled', settled_at = ${ctx.now()}, settled_by = ${ctx.actor.name}
    from accounts.planned_actions b
    where e.account_id = ${accountId} and e.state = 'planned' and b.id = e.pair_id
      and b.state = 'done'`.execute(ctx.tx)
}

/** Whose actions are meant: these accounts', and with `inGroups` those of the groups they are in. */
export type ActionOwners = { accountIds: readonly number[]; inGroups: boolean }

/** The action whose hour has come first, held so that nobody else carries it out. */
export async function claimDueAction(
  ctx: Context,
  owners?: ActionOwners,
): Promise<ActionRow | undefined> {
  const [action] = await select(
    ctx,
    sql`state = 'planned' and due_at <= ${ctx.now()}
      and ${owners ? isOf(owners) : sql`true`}
      order by due_at, id limit 1 for update skip locked`,
  )
  return action
}

function isOf({ accountIds, inGroups }: ActionOwners): RawBuilder<unknown> {
  const ids = sql`any(${[...accountIds]}::int[])`
  if (!inGroups) return sql`account_id = ${ids}`
  return sql`(account_id = ${ids} or group_id in (
    select m.group_id from accounts.group_members m where m.account_id = ${ids}))`
}

export async function findAction(ctx: Context, id: number): Promise<ActionRow | undefined> {
  return (await select(ctx, sql`id = ${id} for update`))[0]
}

export async function insertAction(
  ctx: Context,
  { details, ...plan }: ActionPlan,
  pairId: number | null = null,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into accounts.planned_actions (account_id, group_id, kind, due_at, details, reason,
      pair_id, author, planned_at)
    values (${plan.accountId}, ${plan.groupId}, ${plan.kind}, ${plan.dueAt},
      ${JSON.stringify(details)}::jsonb, ${plan.reason}, ${pairId}, ${ctx.actor.name}, ${ctx.now()})
    returning id`.execute(ctx.tx)
  return rows[0]?.id ?? 0
}

/** The action has come to its end: done, failed for somebody, or cancelled before its hour. */
export async function settleAction(
  ctx: Context,
  id: number,
  { state, outcome }: Pick<ActionRow, 'state' | 'outcome'>,
): Promise<void> {
  await sql`
    update accounts.planned_actions
    set state = ${state}, outcome = ${outcome && JSON.stringify(outcome)}::jsonb,
      settled_at = ${ctx.now()}, settled_by = ${ctx.actor.name}
    where id = ${id} and state = 'planned'`.execute(ctx.tx)
}

/** How far through its group an action is. */
export async function advanceAction(
  ctx: Context,
  id: number,
  { lastAccountId, outcome }: { lastAccountId: number; outcome: ActionOutcome },
): Promise<void> {
  await sql`
    update accounts.planned_actions
    set last_account_id = ${lastAccountId}, outcome = ${JSON.stringify(outcome)}::jsonb
    where id = ${id}`.execute(ctx.tx)
}

/** Cancels what is planned for an account, or one action with the other half of its pause. */
export async function cancelActions(
  ctx: Context,
  which: { accountId: number } | { id: number; pairId: number | null },
): Promise<void> {
  const where =
    'accountId' in which
      ? sql`account_id = ${which.accountId}`
      : sql`(id = any(${[which.id, which.pairId ?? which.id]}::int[]) or pair_id = ${which.id})`
  await sql`
    update accounts.planned_actions
    set state = 'cancelled', settled_at = ${ctx.now()}, settled_by = ${ctx.actor.name}
    where state = 'planned' and ${where}`.execute(ctx.tx)
}
