import type { Context } from '#platform/context'
import { tell } from '#platform/outbox'
import { Refusal, refuseField } from '#platform/refusal'
import { readToday } from '../../accounts/index.ts'
import {
  firstOpenDay,
  holdBalances,
  post,
  reversePosting,
  walletCode,
  writeOffsCode,
} from '../../ledger/index.ts'
import { getContract } from '../../subscribers/index.ts'
import {
  insertWriteOff,
  markReversed,
  type NewWriteOff,
  selectWriteOffs,
  type WriteOffRow,
} from './transfers.store.ts'

/** Gives up a debt or a part of it as lost: the contract owes that much less. */
export async function writeOffDebt(
  ctx: Context,
  order: Omit<NewWriteOff, 'currency'>,
): Promise<WriteOffRow> {
  const { contractId, amountMinor, reason } = order
  const contract = await getContract(ctx, contractId)
  const balanceMinor = (await holdBalances(ctx, [contractId])).get(contractId) ?? 0n
  if (amountMinor > -balanceMinor) throw refuseField('payments.more-than-debt', 'amount')
  const id = await insertWriteOff(ctx, { ...order, currency: contract.currency })
  await post(ctx, [
    {
      key: keyOf(id),
      kind: 'write-off',
      day: await firstOpenDay(ctx, await readToday(ctx)),
      from: writeOffsCode(contract.operatorId),
      to: walletCode(contractId),
      amountMinor,
      contractId,
      title: reason,
      explanation: { kind: 'write-off', writeOffId: id, reason },
    },
  ])
  await tell(ctx, 'payments.moved', { contractIds: [contractId] })
  return getWriteOff(ctx, id)
}

/** Takes a write-off back: the debt is there again. */
export async function reverseWriteOff(
  ctx: Context,
  { id, reason }: { id: number; reason: string },
): Promise<WriteOffRow> {
  const { contractId } = await getWriteOff(ctx, id)
  if (!(await markReversed(ctx, 'write_offs', { id, reason }))) {
    throw new Refusal('payments.write-off-reversed')
  }
  const day = await firstOpenDay(ctx, await readToday(ctx))
  await reversePosting(ctx, { key: keyOf(id), day, reason })
  await tell(ctx, 'payments.moved', { contractIds: [contractId] })
  return getWriteOff(ctx, id)
}

function keyOf(id: number): string {
  return `write-off:${id}`
}

async function getWriteOff(ctx: Context, id: number): Promise<WriteOffRow> {
  const [row] = await selectWriteOffs(ctx, { id })
  if (!row) throw new Refusal('payments.write-off.not-found', { id })
  return row
}
