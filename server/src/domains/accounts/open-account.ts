import type { Context } from '#platform/context'
import { violates } from '#platform/database-errors'
import { tell } from '#platform/outbox'
import { Refusal, refuseField } from '#platform/refusal'
import { getTariff } from '../catalogue/index.ts'
import { getContract } from '../subscribers/index.ts'
import { type AddressSource, insertAccount, insertAddress } from './accounts.store.ts'
import { type Account, getAccount, readToday } from './find-account.ts'
import { assignOver } from './tariff-assignments.store.ts'

export type AccountForm = {
  contractId: number
  agentId: number
  tariffId: number
  login: string
  passwordSealed: Buffer
  sessionsMax: number
  addressSource: AddressSource
  address: string
  /** Empty = the router chooses. */
  interfaceId: string
  note: string
}

/** Opens an account on a contract from today on; it is charged and may sign in at once. */
export async function openAccount(ctx: Context, form: AccountForm): Promise<Account> {
  const contract = await getContract(ctx, form.contractId)
  if (contract.closedOn) throw new Refusal('accounts.contract-closed', { number: contract.number })
  await refuseUnassignable(ctx, form.tariffId)
  const today = await readToday(ctx)
  try {
    const id = await insertAccount(ctx, { ...form, interfaceId: form.interfaceId || null })
    await assignOver(ctx, { accountId: id, tariffId: form.tariffId, from: today, until: null })
    if (form.addressSource === 'static') await insertAddress(ctx, id, form.address)
    await tell(ctx, 'accounts.opened', { accountIds: [id], contractIds: [form.contractId] })
    return await getAccount(ctx, id)
  } catch (error) {
    throw explained(error)
  }
}

/** Refuses a tariff that is hidden from assignment or archived. */
export async function refuseUnassignable(ctx: Context, tariffId: number): Promise<void> {
  const tariff = await getTariff(ctx, tariffId)
  if (tariff.archivedAt || tariff.isHidden) {
    throw refuseField('accounts.tariff-not-for-sale', 'tariffId', { name: tariff.name })
  }
}

/** What the database's own guards mean to the person at the form. */
export function explained(error: unknown): unknown {
  if (violates(error, 'accounts_by_login')) return refuseField('accounts.login-taken', 'login')
  if (violates(error, 'accounts_agent_id_fkey'))
    return refuseField('accounts.unknown-agent', 'agentId')
  if (violates(error, 'addresses_address_valid_excl', 'addresses_fixed', 'addresses_network')) {
    return refuseField('accounts.address-taken', 'address')
  }
  // What `network` keeps of its own: see the trigger `network.claim_fixed`.
  if (violates(error, 'addresses_lease')) return refuseField('accounts.address-leased', 'address')
  if (violates(error, 'addresses_reserved')) {
    return refuseField('accounts.address-reserved', 'address')
  }
  if (violates(error, 'addresses_gateway')) {
    return refuseField('accounts.address-gateway', 'address')
  }
  return error
}
