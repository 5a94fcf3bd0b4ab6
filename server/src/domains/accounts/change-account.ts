import type { Context } from '#platform/context'
import { tell } from '#platform/outbox'
import { Refusal, refuseField } from '#platform/refusal'
import { getTariff, versionOn } from '../catalogue/index.ts'
import {
  type AccountColumns,
  type AddressSource,
  endAddress,
  insertAddress,
  updateAccount,
} from './accounts.store.ts'
import { type Account, getAccount, getOpenAccount, readToday } from './find-account.ts'
import { endNetworks } from './networks/networks.store.ts'
import { endNumbersOf } from './numbers/numbers.store.ts'
import { explained, refuseUnassignable } from './open-account.ts'
import { cancelActionsOf } from './planned/plan-action.ts'
import { refuseBeforeOpening, refuseEmptyPeriod } from './refuse-period.ts'
import { endServicesFrom } from './services/assign-service.ts'
import { endStations } from './stations/stations.store.ts'
import { assignOver, dropPlanned, endAssignments } from './tariff-assignments.store.ts'
import { endTermsOfTariff, refuseTermsOutside } from './terms/agree-term.ts'

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
    interfaceId?: string
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
      interface_id: form.interfaceId === undefined ? undefined : form.interfaceId || null,
      note: form.note,
    })
    await changeAddress(ctx, account, form)
  } catch (error) {
    throw explained(error)
  }
  await tell(ctx, 'accounts.changed', { accountIds: [id] })
  return getAccount(ctx, id)
}

export type TariffChange = Edit & {
  tariffId: number
  from: Temporal.PlainDate
  /** The first day on which the account is back on what it had; null = for good. */
  until?: Temporal.PlainDate | null
  /** What is agreed about the fee goes on under the new tariff. */
  keepsTerms?: boolean
}

/**
 * Puts an account on another tariff from a day on, for good or for a time. A day in the past
 * recalculates what was charged since then.
 */
export async function changeTariff(ctx: Context, change: TariffChange): Promise<Account> {
  const { id, version, tariffId, from, until = null, keepsTerms = true } = change
  const account = await getOpenAccount(ctx, id)
  refuseEmptyPeriod({ from, until })
  await refuseBeforeOpening(ctx, account, from)
  await refuseUnassignable(ctx, tariffId)
  await refuseNotBegun(ctx, { tariffId, from })
  await claim(ctx, id, version, {})
  await assignOver(ctx, { accountId: id, tariffId, from, until })
  if (keepsTerms) await refuseTermsOutside(ctx, { accountId: id, tariffId, from })
  else await endTermsOfTariff(ctx, id, from)
  await tell(ctx, 'accounts.tariff-changed', {
    accountIds: [id],
    contractIds: [account.contractId],
    since: from.toString(),
  })
  return getAccount(ctx, id)
}

async function refuseNotBegun(
  ctx: Context,
  { tariffId, from }: { tariffId: number; from: Temporal.PlainDate },
): Promise<void> {
  const { name, versions } = await getTariff(ctx, tariffId)
  if (!versionOn(versions, from)) throw refuseField('accounts.tariff-not-begun', 'from', { name })
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

/**
 * Closes an account for ever: its tariff, services and numbers end with today, or from a day on, what was planned for
 * it is cancelled, its address is free again; the login stays its own.
 */
export async function closeAccount(
  ctx: Context,
  { id, version, from }: Edit & { from?: Temporal.PlainDate },
): Promise<Account> {
  const account = await getOpenAccount(ctx, id)
  await claim(ctx, id, version, { closed_at: ctx.now() })
  const firstDayWithout = from ?? (await readToday(ctx)).add({ days: 1 })
  await endAssignments(ctx, id, firstDayWithout)
  await endServicesFrom(ctx, id, firstDayWithout)
  await endNumbersOf(ctx, id, firstDayWithout)
  await endStations(ctx, { accountId: id })
  await endNetworks(ctx, { accountId: id })
  await cancelActionsOf(ctx, id)
  await endAddress(ctx, id)
  await tell(ctx, 'accounts.closed', { accountIds: [id], contractIds: [account.contractId] })
  return getAccount(ctx, id)
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
