import type { Actor, Context } from '#platform/context'
import { Refusal } from '#platform/refusal'
import { allows, EVERYTHING } from './rules/permissions.ts'
import { hashToken, SIGN_IN_HOURS } from './sign-in.ts'
import { findSignedIn, touchSignIn } from './sign-ins.store.ts'
import { useToken } from './tokens.store.ts'

const TOUCH_AFTER_SECONDS = 60

/** Who holds this cookie; undefined when nobody does (any more). */
export async function recogniseCookie(
  ctx: Context,
  { token, address }: { token: string; address: string },
): Promise<Actor | undefined> {
  const tokenHash = hashToken(token)
  const member = await findSignedIn(ctx, tokenHash)
  if (!member) return undefined
  if (member.seen_at.until(ctx.now()).total('seconds') > TOUCH_AFTER_SECONDS) {
    await touchSignIn(ctx, tokenHash, ctx.now().add({ hours: SIGN_IN_HOURS }))
  }
  return {
    id: `staff:${member.id}`,
    name: member.name,
    permissions: new Set(member.is_administrator ? [EVERYTHING] : member.permissions),
    address,
    mustSetPassword: !member.has_password,
  }
}

/** Which machine holds this API token. */
export async function recogniseToken(
  ctx: Context,
  { token, address }: { token: string; address: string },
): Promise<Actor | undefined> {
  const holder = await useToken(ctx, hashToken(token))
  if (!holder) return undefined
  const permissions = new Set(holder.permissions)
  return { id: `token:${holder.id}`, name: holder.name, permissions, address }
}

/** Refuses a caller who may not do this. `signed-in` asks for no particular permission. */
export function requirePermission(actor: Actor, wanted: string): void {
  if (wanted !== 'signed-in' && !allows(actor.permissions, wanted)) {
    throw new Refusal('staff.forbidden', { permission: wanted })
  }
}
