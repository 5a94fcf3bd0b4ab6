import type { Context } from '#platform/context'
import { Refusal, refuseField } from '#platform/refusal'
import { getContract } from '../sign-contract.ts'
import {
  endSubordination,
  insertSubordination,
  type SubordinationRow,
  selectSubordinations,
} from './subordinations.store.ts'

/**
 * Makes a contract subordinate to a main one from now on: what comes in on the main one beyond its
 * own needs covers the debts of the others, by priority. There is one level only.
 */
export async function subordinateContract(
  ctx: Context,
  { contractId, mainId, priority }: SubordinationRow,
): Promise<void> {
  const contract = await getContract(ctx, contractId)
  const main = await getContract(ctx, mainId)
  if (contractId === mainId) throw refuseField('subscribers.own-main', 'mainId')
  if (contract.closedOn || main.closedOn) throw refuseField('subscribers.main-closed', 'mainId')
  if (contract.currency !== main.currency) throw refuseField('subscribers.other-currency', 'mainId')
  if ((await selectSubordinations(ctx, { contractId: mainId })).length > 0) {
    throw refuseField('subscribers.main-is-subordinate', 'mainId', { number: main.number })
  }
  if ((await selectSubordinations(ctx, { mainId: contractId })).length > 0) {
    throw refuseField('subscribers.has-subordinates', 'mainId', { number: contract.number })
  }
  await endSubordination(ctx, contractId)
  await insertSubordination(ctx, { contractId, mainId, priority })
}

/** Frees a contract from its main one from now on; what was paid for it stays. */
export async function freeContract(ctx: Context, contractId: number): Promise<void> {
  await getContract(ctx, contractId)
  if (!(await endSubordination(ctx, contractId))) throw new Refusal('subscribers.has-no-main')
}
