import { sql } from 'kysely'
import type { Context } from '#platform/context'
import type { ProtectionRule, Stretch } from '../rules/protection.ts'

export type EnforcementRow = {
  id: number
  nasId: number
  rule: ProtectionRule
  enforcedAt: Temporal.Instant
  enforcedBy: string
  endedAt: Temporal.Instant | null
  endedBy: string | null
  /** What had come when the system took the rule back; null when it did not. */
  rolledBack: Stretch | null
}

const COLUMNS = sql`
  id, nas_id as "nasId", rule, enforced_at as "enforcedAt", enforced_by as "enforcedBy",
  ended_at as "endedAt", ended_by as "endedBy",
  case when rolled_back_requests is not null then jsonb_build_object('requests',
    rolled_back_requests, 'discarded', rolled_back_discarded) end as "rolledBack"`

/** The latest enforcement of each rule of each access server. */
export async function selectLatestEnforcements(ctx: Context): Promise<EnforcementRow[]> {
  const { rows } = await sql<EnforcementRow>`
    select distinct on (nas_id, rule) ${COLUMNS}
    from network.nas_enforcements
    order by nas_id, rule, id desc`.execute(ctx.tx)
  return rows
}

/** How rules of an access server began and ended, the latest first. */
export async function selectEnforcements(
  ctx: Context,
  nasId: number,
  limit: number,
): Promise<EnforcementRow[]> {
  const { rows } = await sql<EnforcementRow>`
    select ${COLUMNS}
    from network.nas_enforcements
    where nas_id = ${nasId}
    order by id desc
    limit ${limit}`.execute(ctx.tx)
  return rows
}

/** Rules in force that began after a moment. */
export async function selectYoungEnforcements(
  ctx: Context,
  since: Temporal.Instant,
): Promise<EnforcementRow[]> {
  const { rows } = await sql<EnforcementRow>`
    select ${COLUMNS}
    from network.nas_enforcements
    where ended_at is null and enforced_at > ${since}::timestamptz
    order by id`.execute(ctx.tx)
  return rows
}

/** Writes down that a rule is in force from now on; nothing changes where it is already. */
export async function insertEnforcement(
  ctx: Context,
  { nasId, rule }: { nasId: number; rule: ProtectionRule },
): Promise<void> {
  await sql`
    insert into network.nas_enforcements (nas_id, rule, enforced_at, enforced_by)
    values (${nasId}, ${rule}, ${ctx.now()}, ${ctx.actor.name})
    on conflict (nas_id, rule) where ended_at is null do nothing`.execute(ctx.tx)
}

/** Writes down that a rule has ended, and what made the system end it. */
export async function endEnforcement(
  ctx: Context,
  { nasId, rule, harm }: { nasId: number; rule: ProtectionRule; harm?: Stretch },
): Promise<void> {
  await sql`
    update network.nas_enforcements
    set ended_at = ${ctx.now()}, ended_by = ${ctx.actor.name},
      rolled_back_requests = ${harm?.requests ?? null},
      rolled_back_discarded = ${harm?.discarded ?? null}
    where nas_id = ${nasId} and rule = ${rule} and ended_at is null`.execute(ctx.tx)
}
