import type { Context } from '../context.ts'
import { violates } from '../database-errors.ts'
import { Refusal } from '../refusal.ts'
import {
  deleteMembers,
  findGroup,
  type GroupForm,
  type GroupRow,
  type GroupTables,
  insertGroup,
  insertMembers,
  updateGroup,
} from './groups.store.ts'

/** Named groups of what a domain keeps: its tables, and its words for what is refused. */
export type Groups = GroupTables & {
  refuse: {
    notFound: (id: number) => Refusal
    archived: (name: string) => Refusal
    nameTaken: () => Refusal
  }
}

/** A group with how many are in it; refuses one that there is not. */
export async function getGroup(ctx: Context, groups: Groups, id: number): Promise<GroupRow> {
  const group = await findGroup(ctx, groups, id)
  if (!group) throw groups.refuse.notFound(id)
  return group
}

/** Makes a group, empty at first. Of those not archived each has a name of its own. */
export async function createGroup(
  ctx: Context,
  groups: Groups,
  form: GroupForm,
): Promise<GroupRow> {
  try {
    return await getGroup(ctx, groups, await insertGroup(ctx, groups, form))
  } catch (error) {
    throw explained(groups, error)
  }
}

/** Renames a group, archives it or takes it back. Who is in it, and what is planned for it, stays. */
export async function changeGroup(
  ctx: Context,
  groups: Groups,
  form: GroupForm & { id: number; version: number; isArchived: boolean },
): Promise<GroupRow> {
  await getGroup(ctx, groups, form.id)
  try {
    if (!(await updateGroup(ctx, groups, form))) throw new Refusal('platform.version-mismatch')
  } catch (error) {
    throw explained(groups, error)
  }
  return getGroup(ctx, groups, form.id)
}

/** Puts into a group those that are not in it yet, and returns them; an archived one takes nobody. */
export async function addMembers(
  ctx: Context,
  groups: Groups,
  { id, memberIds }: { id: number; memberIds: readonly number[] },
): Promise<number[]> {
  const group = await getGroup(ctx, groups, id)
  if (group.archivedAt) throw groups.refuse.archived(group.name)
  return insertMembers(ctx, groups, id, [...new Set(memberIds)])
}

/** Takes members out of a group; those that are not in it are passed over. */
export async function removeMembers(
  ctx: Context,
  groups: Groups,
  { id, memberIds }: { id: number; memberIds: readonly number[] },
): Promise<void> {
  await getGroup(ctx, groups, id)
  await deleteMembers(ctx, groups, id, memberIds)
}

function explained(groups: Groups, error: unknown): unknown {
  return violates(error, 'groups_by_name') ? groups.refuse.nameTaken() : error
}
