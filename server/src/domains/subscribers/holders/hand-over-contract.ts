import type { Context } from '#platform/context'
import { tell } from '#platform/outbox'
import { Refusal, refuseField } from '#platform/refusal'
import { getSubscriber } from '../register-subscriber.ts'
import { getContract } from '../sign-contract.ts'
import { insertFormerHolder, updateHolder } from './holders.store.ts'

/**
 * Registers a contract to another subscriber from now on, with its money, accounts and debts.
 * Documents issued before keep the name of the former one.
 */
export async function handOverContract(
  ctx: Context,
  order: { id: number; version: number; subscriberId: number; reason: string },
): Promise<void> {
  const contract = await getContract(ctx, order.id)
  const to = await getSubscriber(ctx, order.subscriberId)
  if (contract.closedOn)
    throw new Refusal('subscribers.contract-closed', { number: contract.number })
  if (to.archivedAt) throw refuseField('subscribers.holder-archived', 'subscriberId')
  if (to.id === contract.subscriberId) throw refuseField('subscribers.same-holder', 'subscriberId')
  if (!(await updateHolder(ctx, order))) throw new Refusal('platform.version-mismatch')
  await insertFormerHolder(ctx, {
    contractId: contract.id,
    subscriberId: contract.subscriberId,
    reason: order.reason,
  })
  await tell(ctx, 'subscribers.contract-handed-over', { contractIds: [contract.id] })
}
