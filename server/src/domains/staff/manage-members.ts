import type { Context } from '#platform/context'
import { violates } from '#platform/database-errors'
import { Refusal, refuseField } from '#platform/refusal'
import {
  claimMemberVersion,
  findMember,
  insertMember,
  type MemberChange,
  type MemberRow,
  replaceMemberRoles,
  updateMember,
} from './members.store.ts'
import { hashPassword } from './password-hash.ts'
import { deleteSignIns } from './sign-ins.store.ts'

export async function getMember(ctx: Context, id: number): Promise<MemberRow> {
  const member = await findMember(ctx, id)
  if (!member) throw new Refusal('staff.member.not-found', { id })
  return member
}

/** Adds a member of staff with a first password and roles. */
export async function inviteMember(
  ctx: Context,
  form: { login: string; name: string; email: string; password: string; roleIds: number[] },
): Promise<MemberRow> {
  try {
    const id = await insertMember(ctx, {
      login: form.login,
      name: form.name,
      email: form.email || null,
      password_hash: await hashPassword(form.password),
    })
    await replaceMemberRoles(ctx, id, form.roleIds)
    return await getMember(ctx, id)
  } catch (error) {
    throw explained(error)
  }
}

/** Changes a member. Switching off or a new password ends all their sign-ins at once. */
export async function changeMember(
  ctx: Context,
  {
    id,
    version,
    ...form
  }: {
    id: number
    version: number
    name?: string
    email?: string
    roleIds?: number[]
    isActive?: boolean
    password?: string
  },
): Promise<MemberRow> {
  const member = await getMember(ctx, id)
  if (member.is_administrator && form.isActive === false) {
    throw new Refusal('staff.administrator-stays')
  }
  if (!(await claimMemberVersion(ctx, id, version))) throw new Refusal('platform.version-mismatch')
  const change: MemberChange = { name: form.name, is_active: form.isActive }
  if (form.email !== undefined) change.email = form.email || null
  if (form.password !== undefined) change.password_hash = await hashPassword(form.password)
  await updateMember(ctx, id, change)
  try {
    if (form.roleIds) await replaceMemberRoles(ctx, id, form.roleIds)
  } catch (error) {
    throw explained(error)
  }
  if (form.isActive === false || form.password !== undefined) await deleteSignIns(ctx, id)
  return getMember(ctx, id)
}

function explained(error: unknown): unknown {
  if (violates(error, 'members_by_login')) return refuseField('staff.login-taken', 'login')
  if (violates(error, 'member_roles_role_id_fkey'))
    return refuseField('staff.unknown-role', 'roleIds')
  return error
}
