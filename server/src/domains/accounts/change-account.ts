import type { Context } from '#platform/context'
import { tell } from '#platform/outbox'
import { Refusal, refuseField } from '#platform/refusal'
import {
  type AccountColumns,
  type AddressSource,
  endAddress,
  insertAddress,
  updateAccount,
} from './accounts.store.ts'
import { type Account, getAccount, readToday } from './find-account.ts'
import { explained, refuseUnassignable } from './open-account.ts'
import { assignFrom, dropPlanned, endAssignments } from './tariff-assignments.store.ts'

type Edit = { id: number; version: number }

/** Changes login, password, address or session limit; the network follows at once. */
export async function changeAccount(
  ctx: Context,
  {
    id,
    version,
    ...form
  }: Edit & {
    login?: string
    passwordSealed?: Buffer
    sessionsMax?: number
    addressSource?: AddressSource
    address?: string
    note?: string
  },
): Promise<Account> {
  const account = await getOpenAccount(ctx, id)
  try {
    await claim(ctx, id, version, {
      login: form.login,
      password_sealed: form.passwordSealed,
      sessions_max: form.sessionsMax,
      address_source: form.addressSource,
      note: form.note,
    })
    await changeAddress(ctx, account, form)
  } catch (error) {
    throw explained(error)
  }
  await tell(ctx, 'accounts.changed', { accountIds: [id] })
  return getAccount(ctx, id)
}

/** Puts an account on another tariff from today or a later day on. */
export async function changeTariff(
  ctx: Context,
  { id, version, tariffId, from }: Edit & { tariffId: number; from: Temporal.PlainDate },
): Promise<Account> {
  const account = await getOpenAccount(ctx, id)
  const today = await readToday(ctx)
  if (Temporal.PlainDate.compare(from, today) < 0) {
    throw refuseField('accounts.tariff-change-in-the-past', 'from', { today: today.toString() })
  }
  await refuseUnassignable(ctx, tariffId)
  await claim(ctx, id, version, {})
  await assignFrom(ctx, { accountId: id, tariffId, from })
  await tell(ctx, 'accounts.tariff-changed', {
    accountIds: [id],
    contractIds: [account.contractId],
  })
  return getAccount(ctx, id)
}

/** Cancels a tariff change that has not begun yet. */
export async function cancelPlannedTariff(ctx: Context, { id, version }: Edit): Promise<Account> {
  const account = await getOpenAccount(ctx, id)
  if (!account.plannedTariff) throw new Refusal('accounts.nothing-planned')
  await claim(ctx, id, version, {})
  await dropPlanned(ctx, id, await readToday(ctx))
  await tell(ctx, 'accounts.tariff-changed', {
    accountIds: [id],
    contractIds: [account.contractId],
  })
  return getAccount(ctx, id)
}

/** Closes an account for ever: its tariff ends today, its address is free again; the login stays its own. */
export async function closeAccount(ctx: Context, { id, version }: Edit): Promise<Account> {
  const account = await getOpenAccount(ctx, id)
  await claim(ctx, id, version, { closed_at: ctx.now() })
  await endAssignments(ctx, id, (await readToday(ctx)).add({ days: 1 }))
  await endAddress(ctx, id)
  await tell(ctx, 'accounts.closed', { accountIds: [id], contractIds: [account.contractId] })
  return getAccount(ctx, id)
}

async function getOpenAccount(ctx: Context, id: number): Promise<Account> {
  const account = await getAccount(ctx, id)
  if (account.closedAt) throw new Refusal('accounts.is-closed', { login: account.login })
  return account
}

async function claim(
  ctx: Context,
  id: number,
  version: number,
  change: AccountColumns,
): Promise<void> {
  const isChanged = await updateAccount(ctx, id, version, change)
  if (!isChanged) throw new Refusal('platform.version-mismatch')
}

async function changeAddress(
  ctx: Context,
  account: Account,
  form: { addressSource?: AddressSource; address?: string },
): Promise<void> {
  const source = form.addressSource ?? account.addressSource
  const address = form.address ?? account.address ?? ''
  if (source === 'static' && address === '') {
    throw refuseField('accounts.address-missing', 'address')
  }
  const wanted = source === 'static' ? address : null
  if (wanted === account.address) return
  await endAddress(ctx, account.id)
  if (wanted) await insertAddress(ctx, account.id, wanted)
}
