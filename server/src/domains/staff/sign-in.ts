import { createHash, randomBytes } from 'node:crypto'
import type { Context } from '#platform/context'
import { Refusal } from '#platform/refusal'
import { lockMemberByLogin, type MemberRow, updateMember } from './members.store.ts'
import { hashPassword, isPasswordOf } from './password-hash.ts'
import { lockSeconds } from './rules/lockout.ts'
import { isPrivateAddress } from './rules/private-address.ts'
import { insertSignIn } from './sign-ins.store.ts'

export const SIGN_IN_HOURS = 12
const TOKEN_BYTES = 32
// Spends the same time on an unknown login as on a known one.
const DECOY_HASH = await hashPassword(randomBytes(TOKEN_BYTES).toString('hex'))

export type SignInAttempt = {
  login: string
  password: string
  address: string
  userAgent: string
  firstSignInFromAnywhere: boolean
}

/** What goes into the database instead of the token itself. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/**
 * Lets a member of staff in and returns the cookie's token. A refusal is returned, not thrown, so
 * that the count of failures stays. An empty password works only until the first one is set, and
 * only from the local network unless configured otherwise.
 */
export async function signIn(
  ctx: Context,
  attempt: SignInAttempt,
): Promise<{ member: MemberRow; token: string } | Refusal> {
  const member = await lockMemberByLogin(ctx, attempt.login)
  const refusal = await refusalOf(ctx, attempt, member)
  if (refusal || !member) {
    if (member && refusal?.code === 'staff.wrong-password') await countFailure(ctx, member)
    return refusal ?? new Refusal('staff.wrong-password')
  }
  await updateMember(ctx, member.id, { failed_attempts: 0, locked_until: null })
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  await insertSignIn(ctx, {
    tokenHash: hashToken(token),
    memberId: member.id,
    expiresAt: ctx.now().add({ hours: SIGN_IN_HOURS }),
    address: attempt.address,
    userAgent: attempt.userAgent,
  })
  return { member, token }
}

async function refusalOf(
  ctx: Context,
  attempt: SignInAttempt,
  member: MemberRow | undefined,
): Promise<Refusal | undefined> {
  if (member?.locked_until && Temporal.Instant.compare(member.locked_until, ctx.now()) > 0) {
    const seconds = Math.ceil(ctx.now().until(member.locked_until).total('seconds'))
    return new Refusal('staff.too-many-attempts', { seconds })
  }
  if (member?.is_active && member.password_hash === null) {
    if (attempt.password !== '') return new Refusal('staff.wrong-password')
    const isNear = attempt.firstSignInFromAnywhere || isPrivateAddress(attempt.address)
    return isNear ? undefined : new Refusal('staff.first-sign-in-from-afar')
  }
  const isRight = await isPasswordOf(member?.password_hash ?? DECOY_HASH, attempt.password)
  return isRight && member?.is_active ? undefined : new Refusal('staff.wrong-password')
}

async function countFailure(ctx: Context, member: MemberRow): Promise<void> {
  const failures = member.failed_attempts + 1
  const seconds = lockSeconds(failures)
  await updateMember(ctx, member.id, {
    failed_attempts: failures,
    locked_until: seconds > 0 ? ctx.now().add({ seconds }) : null,
  })
}
