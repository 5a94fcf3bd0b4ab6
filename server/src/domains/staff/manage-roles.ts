import type { Context } from '#platform/context'
import { violates } from '#platform/database-errors'
import { Refusal, refuseField } from '#platform/refusal'
import { insertRole, type RoleRow, selectRoles, updateRole } from './roles.store.ts'

/** Creates a role. */
export async function createRole(
  ctx: Context,
  form: { name: string; permissions: string[] },
): Promise<RoleRow> {
  try {
    return await getRole(ctx, await insertRole(ctx, form))
  } catch (error) {
    throw explained(error)
  }
}

/** Changes a role; its members feel it with their next request. */
export async function changeRole(
  ctx: Context,
  {
    id,
    version,
    ...change
  }: { id: number; version: number; name?: string; permissions?: string[] },
): Promise<RoleRow> {
  await getRole(ctx, id)
  try {
    const isChanged = await updateRole(ctx, id, version, change)
    if (!isChanged) throw new Refusal('platform.version-mismatch')
  } catch (error) {
    throw explained(error)
  }
  return getRole(ctx, id)
}

async function getRole(ctx: Context, id: number): Promise<RoleRow> {
  const [role] = await selectRoles(ctx, id)
  if (!role) throw new Refusal('staff.role.not-found', { id })
  return role
}

function explained(error: unknown): unknown {
  return violates(error, 'roles_name_key') ? refuseField('staff.role-name-taken', 'name') : error
}
