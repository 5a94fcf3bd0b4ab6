import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'

type Once = { isRepeat: boolean; response: unknown }

/**
 * Does a deed once per caller and key, in the deed's own transaction: a repeat gets the stored
 * answer, a parallel twin waits for the first to commit, another body under the key is refused.
 */
export async function once(
  ctx: Context,
  request: { key: string; route: string; body: unknown },
  deed: () => Promise<unknown>,
): Promise<Once> {
  const bodyHash = createHash('sha256')
    .update(`${request.route}\n${JSON.stringify(request.body)}`)
    .digest('hex')
  const claimed = await sql`
    insert into platform.idempotency_keys (actor, key, route, body_hash, created_at)
    values (${ctx.actor.id}, ${request.key}, ${request.route}, ${bodyHash}, ${ctx.now()})
    on conflict do nothing
    returning key`.execute(ctx.tx)
  if (claimed.rows.length === 0) return repeatOf(ctx, request.key, bodyHash)
  const response = await deed()
  await sql`
    update platform.idempotency_keys
    set response = ${JSON.stringify(response)}::jsonb, status = 200
    where actor = ${ctx.actor.id} and key = ${request.key}`.execute(ctx.tx)
  return { isRepeat: false, response }
}

async function repeatOf(ctx: Context, key: string, bodyHash: string): Promise<Once> {
  const { rows } = await sql<{ body_hash: string; response: unknown }>`
    select body_hash, response
    from platform.idempotency_keys
    where actor = ${ctx.actor.id} and key = ${key}`.execute(ctx.tx)
  if (rows[0]?.body_hash !== bodyHash) throw new Refusal('platform.idempotency-key-reused', { key })
  return { isRepeat: true, response: rows[0].response }
}
