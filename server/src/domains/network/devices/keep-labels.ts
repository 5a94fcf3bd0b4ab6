import type { Context } from '#platform/context'
import { violates } from '#platform/database-errors'
import { Refusal, refuseField } from '#platform/refusal'
import type { OptionKind } from '../rules/device-option.ts'
import { lockDevices } from './devices.store.ts'
import {
  deleteGroup,
  deleteOption,
  findOption,
  findValueOutside,
  findValueTwice,
  type GroupForm,
  type GroupRow,
  insertGroup,
  insertOption,
  lockGroupRows,
  type OptionForm,
  type OptionRow,
  selectGroups,
  updateGroup,
  updateOption,
} from './labels.store.ts'

type Edit = { id: number; version: number }
const NAMED_MAX = 3

async function getGroup(ctx: Context, id: number): Promise<GroupRow> {
  const group = (await selectGroups(ctx)).find((row) => row.id === id)
  if (!group) throw new Refusal('network.device-group.not-found', { id })
  return group
}

/** Makes a group of devices, empty at first. */
export async function createGroup(ctx: Context, form: GroupForm): Promise<GroupRow> {
  try {
    return await getGroup(ctx, await insertGroup(ctx, form))
  } catch (error) {
    throw explained(error)
  }
}

/** Renames a group of devices. */
export async function changeGroup(ctx: Context, edit: Edit, form: GroupForm): Promise<GroupRow> {
  await getGroup(ctx, edit.id)
  try {
    if (!(await updateGroup(ctx, edit, form))) throw new Refusal('platform.version-mismatch')
  } catch (error) {
    throw explained(error)
  }
  return getGroup(ctx, edit.id)
}

/** Removes a group; its devices stay. One that rows of attributes are for is kept. */
export async function removeGroup(ctx: Context, id: number): Promise<void> {
  const { name } = await getGroup(ctx, id)
  const count = await lockGroupRows(ctx, id)
  if (count > 0) throw new Refusal('network.device-group-has-rows', { name, count })
  if (!(await deleteGroup(ctx, id))) throw new Refusal('network.device-group.not-found', { id })
}

async function getOption(ctx: Context, id: number): Promise<OptionRow> {
  const option = await findOption(ctx, id)
  if (!option) throw new Refusal('network.device-option.not-found', { id })
  return option
}

/** Names something that may be said of devices. */
export async function createOption(
  ctx: Context,
  form: OptionForm & { kind: OptionKind },
): Promise<OptionRow> {
  try {
    return await getOption(ctx, await insertOption(ctx, form))
  } catch (error) {
    throw explained(error)
  }
}

/**
 * Changes an option. It cannot become unique while two devices have the same value, nor be taken
 * from a kind of devices while one of them has a value.
 */
export async function changeOption(ctx: Context, edit: Edit, form: OptionForm): Promise<OptionRow> {
  await lockDevices(ctx)
  const { isUnique } = await getOption(ctx, edit.id)
  if (form.isUnique && !isUnique) await refuseValueTwice(ctx, edit.id)
  const outside = await findValueOutside(ctx, edit.id, form.forKinds)
  if (outside) {
    throw refuseField('network.option-used-by-kind', 'forKinds', { device: outside.name })
  }
  try {
    if (!(await updateOption(ctx, edit, form))) throw new Refusal('platform.version-mismatch')
  } catch (error) {
    throw explained(error)
  }
  return getOption(ctx, edit.id)
}

async function refuseValueTwice(ctx: Context, optionId: number): Promise<void> {
  const twice = await findValueTwice(ctx, optionId)
  if (!twice) return
  const devices = twice.names.slice(0, NAMED_MAX)
  throw refuseField('network.option-value-twice', 'isUnique', { value: twice.value, devices })
}

/** Removes an option that no device has a value of. */
export async function removeOption(ctx: Context, id: number): Promise<void> {
  await lockDevices(ctx)
  const { name, valuesCount } = await getOption(ctx, id)
  if (valuesCount > 0) throw new Refusal('network.option-in-use', { name, count: valuesCount })
  await deleteOption(ctx, id)
}

function explained(error: unknown): unknown {
  if (violates(error, 'device_groups_by_name')) {
    return refuseField('network.device-group-name-taken', 'name')
  }
  if (violates(error, 'device_options_by_name')) {
    return refuseField('network.option-name-taken', 'name')
  }
  return error
}
