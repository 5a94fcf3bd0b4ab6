import * as contract from '@altyn/contract/network/device-logins'
import type { Context } from '#platform/context'
import { type AnsweredRoute, answer } from '#platform/http/answer'
import { toApiTime } from '#platform/http/api-values'
import { Refusal } from '#platform/refusal'
import type { SecretBox } from '#platform/secret-box'
import { getDevice } from '../devices/keep-devices.ts'
import { changeLogin, createLogin, removeLogin } from './keep-logins.ts'
import { keepTrusted, selectKeys } from './keys.store.ts'
import {
  findLoginOfDevice,
  type LoginRow,
  type LoginSecrets,
  selectLogins,
} from './logins.store.ts'

/** Passwords and keys are sealed at this door. */
export function deviceLoginsRoutes(box: SecretBox): AnsweredRoute[] {
  return [
    answer(contract.listDeviceLogins, async (ctx) => ({
      items: (await selectLogins(ctx)).map(toApiLogin),
    })),
    answer(contract.createDeviceLogin, async (ctx, { body }) => {
      const { form, secrets } = sealed(box, body)
      return toApiLogin(await createLogin(ctx, { ...form, ...NO_SECRETS, ...secrets }))
    }),
    answer(contract.changeDeviceLogin, async (ctx, { params, body, version }) => {
      const { form, secrets } = sealed(box, body)
      return toApiLogin(await changeLogin(ctx, { id: params.id, version }, { ...form, ...secrets }))
    }),
    answer(contract.removeDeviceLogin, async (ctx, { params }) => {
      await removeLogin(ctx, params.id)
      return { ok: true as const }
    }),
    answer(contract.readDeviceEntry, (ctx, { params }) => readEntry(ctx, params.id)),
    answer(contract.trustDeviceKey, async (ctx, { params, body }) => {
      const { kind, fingerprint } = body
      const key = (await selectKeys(ctx, params.id)).find((row) => row.kind === kind)
      // Whoever trusts has seen exactly this one.
      if (key?.offered !== fingerprint)
        throw new Refusal('network.key-not-offered', { fingerprint })
      await keepTrusted(ctx, { deviceId: params.id, kind, fingerprint })
      return readEntry(ctx, params.id)
    }),
  ]
}

const NO_SECRETS: LoginSecrets = {
  passwordSealed: null,
  keySealed: null,
  passphraseSealed: null,
  enablePasswordSealed: null,
  tokenSealed: null,
}

type Typed = {
  password?: string
  key?: string
  passphrase?: string
  enablePassword?: string
  token?: string
}

/** Secrets that were left out are left out; an empty one is forgotten. */
function sealed<Form extends Typed>(box: SecretBox, body: Form) {
  const { password, key, passphrase, enablePassword, token, ...form } = body
  const seal = (secret: string) => (secret === '' ? null : box.seal(secret))
  const secrets: Partial<LoginSecrets> = {
    ...(password !== undefined && { passwordSealed: seal(password) }),
    ...(key !== undefined && { keySealed: seal(key.trim() === '' ? '' : `${key.trim()}\n`) }),
    ...(passphrase !== undefined && { passphraseSealed: seal(passphrase) }),
    ...(enablePassword !== undefined && { enablePasswordSealed: seal(enablePassword) }),
    ...(token !== undefined && { tokenSealed: seal(token) }),
  }
  return { form, secrets }
}

function toApiLogin(row: LoginRow): contract.DeviceLogin {
  const {
    passwordSealed,
    keySealed,
    passphraseSealed,
    enablePasswordSealed,
    tokenSealed,
    ...login
  } = row
  return {
    ...login,
    hasPassword: passwordSealed !== null,
    hasKey: keySealed !== null,
    hasPassphrase: passphraseSealed !== null,
    hasEnablePassword: enablePasswordSealed !== null,
    hasToken: tokenSealed !== null,
  }
}

async function readEntry(ctx: Context, deviceId: number) {
  await getDevice(ctx, deviceId)
  const login = await findLoginOfDevice(ctx, deviceId)
  const keys = await selectKeys(ctx, deviceId)
  return {
    login: login ? { id: login.id, name: login.name, login: login.login } : null,
    keys: keys.map((key) => ({
      ...key,
      trustedAt: toApiTime(key.trustedAt),
      offeredAt: toApiTime(key.offeredAt),
    })),
  }
}
