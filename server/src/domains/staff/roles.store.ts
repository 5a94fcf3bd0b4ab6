import { sql } from 'kysely'
import type { Context } from '#platform/context'

export type RoleRow = {
  id: number
  name: string
  permissions: string[]
  version: number
  members_count: number
}

export async function selectRoles(ctx: Context, id?: number): Promise<RoleRow[]> {
  const { rows } = await sql<RoleRow>`
    select r.id, r.name, r.permissions, r.version,
      (select count(*)::int from staff.member_roles mr where mr.role_id = r.id) as members_count
    from staff.roles r
    where ${id ?? null}::int is null or r.id = ${id ?? null}
    order by lower(r.name)`.execute(ctx.tx)
  return rows
}

export async function insertRole(
  ctx: Context,
  role: { name: string; permissions: string[] },
): Promise<number> {
  const { id } = await ctx.tx
    .insertInto('staff.roles')
    .values(role)
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Changes the role if it is still of this version. */
export async function updateRole(
  ctx: Context,
  id: number,
  version: number,
  change: { name?: string; permissions?: string[] },
): Promise<boolean> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('staff.roles')
    .set({ ...change, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
