import { sql } from 'kysely'
import type { Context } from '#platform/context'

export type TokenRow = {
  id: number
  name: string
  role_id: number
  role_name: string
  created_at: Temporal.Instant
  used_at: Temporal.Instant | null
  revoked_at: Temporal.Instant | null
}

export async function selectTokens(ctx: Context): Promise<TokenRow[]> {
  return ctx.tx
    .selectFrom('staff.api_tokens as t')
    .innerJoin('staff.roles as r', 'r.id', 't.role_id')
    .select([
      't.id',
      't.name',
      't.role_id',
      'r.name as role_name',
      't.created_at',
      't.used_at',
      't.revoked_at',
    ])
    .orderBy('t.id', 'desc')
    .execute()
}

export async function insertToken(
  ctx: Context,
  token: { name: string; role_id: number; token_hash: Buffer; created_by: number },
): Promise<number> {
  const { id } = await ctx.tx
    .insertInto('staff.api_tokens')
    .values({ ...token, created_at: ctx.now() })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function markTokenRevoked(ctx: Context, id: number): Promise<void> {
  await ctx.tx
    .updateTable('staff.api_tokens')
    .set({ revoked_at: ctx.now() })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .execute()
}

/** The holder of a live token; marks its use at most once a minute. */
export async function useToken(
  ctx: Context,
  tokenHash: Buffer,
): Promise<{ id: number; name: string; permissions: string[] } | undefined> {
  const { rows } = await sql<{
    id: number
    name: string
    permissions: string[]
    is_stale: boolean
  }>`
    select t.id, t.name, r.permissions,
      coalesce(t.used_at < ${ctx.now()}::timestamptz - interval '1 minute', true) as is_stale
    from staff.api_tokens t
    join staff.roles r on r.id = t.role_id
    where t.token_hash = ${tokenHash} and t.revoked_at is null`.execute(ctx.tx)
  const [token] = rows
  if (token?.is_stale) {
    await ctx.tx
      .updateTable('staff.api_tokens')
      .set({ used_at: ctx.now() })
      .where('id', '=', token.id)
      .execute()
  }
  return token
}
