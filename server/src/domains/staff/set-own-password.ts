import type { Context } from '#platform/context'
import { refuseField } from '#platform/refusal'
import { type MemberRow, updateMember } from './members.store.ts'
import { hashPassword, isPasswordOf } from './password-hash.ts'
import { deleteSignIns } from './sign-ins.store.ts'

/** Sets the own password and ends every other sign-in of the member. */
export async function setOwnPassword(
  ctx: Context,
  {
    member,
    currentPassword,
    newPassword,
    tokenHash,
  }: { member: MemberRow; currentPassword: string; newPassword: string; tokenHash?: Buffer },
): Promise<void> {
  const isKnown = member.password_hash
    ? await isPasswordOf(member.password_hash, currentPassword)
    : currentPassword === ''
  if (!isKnown) throw refuseField('staff.current-password-wrong', 'currentPassword')
  if (newPassword.toLowerCase() === member.login.toLowerCase()) {
    throw refuseField('staff.password-is-login', 'newPassword')
  }
  await updateMember(ctx, member.id, { password_hash: await hashPassword(newPassword) })
  await deleteSignIns(ctx, member.id, tokenHash)
}
