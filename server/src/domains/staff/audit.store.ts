import { sql } from 'kysely'
import type { Context } from '#platform/context'

export type AuditRow = {
  id: bigint
  at: Temporal.Instant
  actor: string
  actor_name: string
  address: string | null
  deed: string
  object_kind: string | null
  object_id: string | null
  contract_id: number | null
  details: Record<string, unknown>
}

export async function insertAudit(
  ctx: Context,
  entry: Pick<AuditRow, 'deed' | 'object_kind' | 'object_id' | 'contract_id' | 'details'>,
): Promise<void> {
  await ctx.tx
    .insertInto('staff.audit')
    .values({
      ...entry,
      details: JSON.stringify(entry.details),
      at: ctx.now(),
      actor: ctx.actor.id,
      actor_name: ctx.actor.name,
      address: ctx.actor.address ?? null,
    })
    .execute()
}

export async function selectAudit(
  ctx: Context,
  filter: {
    objectKind?: string
    objectId?: string
    contractId?: number
    beforeId?: string
    limit: number
  },
): Promise<AuditRow[]> {
  const { rows } = await sql<AuditRow>`
    select id, at, actor, actor_name, host(address) as address, deed, object_kind, object_id,
      contract_id, details
    from staff.audit
    where (${filter.objectKind ?? null}::text is null or object_kind = ${filter.objectKind ?? null})
      and (${filter.objectId ?? null}::text is null or object_id = ${filter.objectId ?? null})
      and (${filter.contractId ?? null}::int is null or contract_id = ${filter.contractId ?? null})
      and (${filter.beforeId ?? null}::bigint is null or id < ${filter.beforeId ?? null}::bigint)
    order by id desc
    limit ${filter.limit}`.execute(ctx.tx)
  return rows
}
