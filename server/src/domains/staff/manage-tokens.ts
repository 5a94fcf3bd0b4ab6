import { randomBytes } from 'node:crypto'
import type { Context } from '#platform/context'
import { violates } from '#platform/database-errors'
import { Refusal, refuseField } from '#platform/refusal'
import { hashToken } from './sign-in.ts'
import { insertToken, markTokenRevoked, selectTokens, type TokenRow } from './tokens.store.ts'

const TOKEN_BYTES = 32
const TOKEN_PREFIX = 'altyn_'

/** Creates a token for a machine, bound to a role. The token itself is returned this once. */
export async function createToken(
  ctx: Context,
  { name, roleId, memberId }: { name: string; roleId: number; memberId: number },
): Promise<TokenRow & { token: string }> {
  const token = TOKEN_PREFIX + randomBytes(TOKEN_BYTES).toString('base64url')
  try {
    const id = await insertToken(ctx, {
      name,
      role_id: roleId,
      token_hash: hashToken(token),
      created_by: memberId,
    })
    return { ...(await getToken(ctx, id)), token }
  } catch (error) {
    if (violates(error, 'api_tokens_role_id_fkey'))
      throw refuseField('staff.unknown-role', 'roleId')
    throw error
  }
}

/** Revokes a token; the next request with it is refused. */
export async function revokeToken(ctx: Context, id: number): Promise<TokenRow> {
  await getToken(ctx, id)
  await markTokenRevoked(ctx, id)
  return getToken(ctx, id)
}

async function getToken(ctx: Context, id: number): Promise<TokenRow> {
  const token = (await selectTokens(ctx)).find((row) => row.id === id)
  if (!token) throw new Refusal('staff.token.not-found', { id })
  return token
}
