import type { Context } from '#platform/context'
import { violates } from '#platform/database-errors'
import { invariant } from '#platform/invariant'
import { tell } from '#platform/outbox'
import { Refusal, refuseField } from '#platform/refusal'
import { getDefaultOperator } from '../settings/index.ts'
import {
  type ContractRow,
  insertContract,
  isNumberTaken,
  nextContractSequence,
  replaceCreditLimit,
  selectContracts,
  updateContract,
} from './contracts.store.ts'
import { getSubscriber } from './register-subscriber.ts'
import { formatContractNumber, isContractTemplate, paymentCode } from './rules/contract-number.ts'

const TAKEN_IN_A_ROW_MAX = 10_000

export async function getContract(ctx: Context, id: number): Promise<ContractRow> {
  const [contract] = await selectContracts(ctx, { ids: [id] })
  if (!contract) throw new Refusal('subscribers.contract.not-found', { id })
  return contract
}

/** Signs a contract with a subscriber; an empty number is drawn from the operator's template. */
export async function signContract(
  ctx: Context,
  form: {
    subscriberId: number
    number: string
    signedOn: Temporal.PlainDate
    paymentMethod: 'advance' | 'credit'
    creditMinor: bigint
    isNeverBlocked: boolean
  },
): Promise<ContractRow> {
  const subscriber = await getSubscriber(ctx, form.subscriberId)
  if (subscriber.archivedAt) throw new Refusal('subscribers.is-archived', { id: subscriber.id })
  const operator = await getDefaultOperator(ctx)
  const number = form.number || (await drawNumber(ctx, form.signedOn))
  const { creditMinor, ...contract } = form
  try {
    const row = { ...contract, number, operatorId: operator.id, currency: operator.currency }
    const id = await insertContract(ctx, row, paymentCode)
    if (creditMinor > 0n) {
      await replaceCreditLimit(ctx, { contractId: id, amountMinor: creditMinor, reason: '' })
    }
    await tell(ctx, 'subscribers.contract-signed', { contractIds: [id] })
    return await getContract(ctx, id)
  } catch (error) {
    if (violates(error, 'contracts_operator_id_number_key')) {
      throw refuseField('subscribers.contract-number-taken', 'number', { number })
    }
    throw error
  }
}

/** Changes how a contract is paid and whether money may block it. */
export async function changeContract(
  ctx: Context,
  {
    id,
    version,
    paymentMethod,
    isNeverBlocked,
  }: {
    id: number
    version: number
    paymentMethod?: 'advance' | 'credit'
    isNeverBlocked?: boolean
  },
): Promise<ContractRow> {
  await getContract(ctx, id)
  const change = { payment_method: paymentMethod, is_never_blocked: isNeverBlocked }
  const isChanged = await updateContract(ctx, id, version, change)
  if (!isChanged) throw new Refusal('platform.version-mismatch')
  await tell(ctx, 'subscribers.money-terms-changed', { contractIds: [id] })
  return getContract(ctx, id)
}

/** Sets the credit limit from now on; the old one stays in the history. */
export async function changeCreditLimit(
  ctx: Context,
  form: { id: number; version: number; amountMinor: bigint; reason: string },
): Promise<ContractRow> {
  await getContract(ctx, form.id)
  const isClaimed = await updateContract(ctx, form.id, form.version, {})
  if (!isClaimed) throw new Refusal('platform.version-mismatch')
  const { id: contractId, amountMinor, reason } = form
  await replaceCreditLimit(ctx, { contractId, amountMinor, reason })
  await tell(ctx, 'subscribers.money-terms-changed', { contractIds: [contractId] })
  return getContract(ctx, contractId)
}

async function drawNumber(ctx: Context, day: Temporal.PlainDate): Promise<string> {
  const operator = await getDefaultOperator(ctx)
  const template = operator.contract_number_template
  if (!isContractTemplate(template)) {
    throw new Refusal('subscribers.bad-number-template', { template })
  }
  for (let tries = 0; tries < TAKEN_IN_A_ROW_MAX; tries += 1) {
    const sequence = await nextContractSequence(ctx, operator.id, day.year)
    const number = formatContractNumber(template, { sequence, day })
    // A number typed by hand may already stand where the counter comes by.
    if (!(await isNumberTaken(ctx, operator.id, number))) return number
  }
  invariant(false, 'a free contract number exists')
}
