import type { Context } from '#platform/context'
import { violates } from '#platform/database-errors'
import { Refusal, refuseField } from '#platform/refusal'
import {
  deleteLogin,
  findLogin,
  insertLogin,
  type LoginForm,
  type LoginPlaces,
  type LoginRow,
  type LoginSecrets,
  replaceLoginPlaces,
  updateLogin,
} from './logins.store.ts'

export type LoginChange = Partial<LoginForm & LoginPlaces & LoginSecrets>

export async function getLogin(ctx: Context, id: number): Promise<LoginRow> {
  const login = await findLogin(ctx, id)
  if (!login) throw new Refusal('network.device-login.not-found', { id })
  return login
}

/** Adds a login for devices. A model, a group or a device has one at a time. */
export async function createLogin(
  ctx: Context,
  form: LoginForm & LoginPlaces & LoginSecrets,
): Promise<LoginRow> {
  try {
    const id = await insertLogin(ctx, form)
    await replaceLoginPlaces(ctx, id, form)
    return await getLogin(ctx, id)
  } catch (error) {
    throw explained(error)
  }
}

/** Changes a login; what is left out stays as it was. */
export async function changeLogin(
  ctx: Context,
  edit: { id: number; version: number },
  change: LoginChange,
): Promise<LoginRow> {
  const form = { ...(await getLogin(ctx, edit.id)), ...change }
  try {
    if (!(await updateLogin(ctx, edit, form))) throw new Refusal('platform.version-mismatch')
    await replaceLoginPlaces(ctx, edit.id, form)
  } catch (error) {
    throw explained(error)
  }
  return getLogin(ctx, edit.id)
}

/** Removes a login. Devices that had it cannot be entered until another is for them. */
export async function removeLogin(ctx: Context, id: number): Promise<void> {
  if (!(await deleteLogin(ctx, id))) throw new Refusal('network.device-login.not-found', { id })
}

const PLACES = [
  ['template_id', 'templateIds'],
  ['group_id', 'groupIds'],
  ['device_id', 'deviceIds'],
] as const

function explained(error: unknown): unknown {
  if (violates(error, 'device_logins_by_name')) {
    return refuseField('network.device-login-name-taken', 'name')
  }
  for (const [column, field] of PLACES) {
    if (violates(error, `device_login_places_${column}_key`)) {
      return refuseField('network.device-login-place-taken', field)
    }
    if (violates(error, `device_login_places_${column}_fkey`)) {
      return refuseField('network.unknown-place', field)
    }
  }
  return error
}
