import type { Context } from '#platform/context'
import { insertAudit } from './audit.store.ts'

const SECRET = /password|passphrase|secret|token|^key$/i
const DEPTH_MAX = 4

/** Writes down who did what to which object, secrets masked. Part of the deed's transaction. */
export async function recordAudit(
  ctx: Context,
  entry: {
    deed: string
    objectKind?: string
    objectId?: string
    contractId?: number
    details: Record<string, unknown>
  },
): Promise<void> {
  await insertAudit(ctx, {
    deed: entry.deed,
    object_kind: entry.objectKind ?? null,
    object_id: entry.objectId ?? null,
    contract_id: entry.contractId ?? null,
    details: masked(entry.details, DEPTH_MAX) as Record<string, unknown>, // an object stays an object
  })
}

function masked(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || depth === 0) return value
  if (Array.isArray(value)) return value.map((item) => masked(item, depth - 1))
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      SECRET.test(name) && typeof inner === 'string' ? '***' : masked(inner, depth - 1),
    ]),
  )
}
