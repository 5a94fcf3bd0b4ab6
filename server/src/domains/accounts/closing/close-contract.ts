import { type Actor, type Context, type Ground, systemActor } from '#platform/context'
import { Refusal, refuseField } from '#platform/refusal'
import { inTransaction } from '#platform/transaction'
import {
  claimDueClosing,
  deleteClosing,
  getContract,
  updateClosedOn,
  upsertClosing,
} from '../../subscribers/index.ts'
import { closeAccount } from '../change-account.ts'
import { findAccounts, readToday } from '../find-account.ts'

const ACTOR: Actor = systemActor('planned-closing')
const AT_MOST = 10_000

type Closing = { contractId: number; from: Temporal.PlainDate | null; reason: string }

/**
 * Closes a contract with all its accounts: today is its last day, or a later day is planned from
 * which on nothing works any more. Money and debts stay on it.
 */
export async function closeContract(ctx: Context, closing: Closing): Promise<void> {
  const { contractId, from, reason } = closing
  const contract = await getContract(ctx, contractId)
  if (contract.closedOn) throw new Refusal('accounts.contract-closed', { number: contract.number })
  const today = await readToday(ctx)
  if (from === null) {
    await close(ctx, { contractId, firstDayWithout: today.add({ days: 1 }) })
    return
  }
  if (Temporal.PlainDate.compare(from, today) <= 0)
    throw refuseField('accounts.closing-past', 'from')
  await upsertClosing(ctx, { contractId, dueOn: from, reason })
}

/** Cancels a closing that is planned. */
export async function cancelClosing(ctx: Context, contractId: number): Promise<void> {
  await getContract(ctx, contractId)
  if (!(await deleteClosing(ctx, contractId))) throw new Refusal('accounts.no-closing')
}

/** Opens a closed contract again. Its accounts stay closed; new ones can be opened on it. */
export async function reopenContract(ctx: Context, contractId: number): Promise<void> {
  const contract = await getContract(ctx, contractId)
  if (!contract.closedOn) throw new Refusal('accounts.contract-open', { number: contract.number })
  await updateClosedOn(ctx, contractId, null)
}

/** Closes the contracts whose day has come. */
export async function closeDueContracts(ground: Ground): Promise<void> {
  for (let i = 0; i < AT_MOST; i += 1) {
    const goesOn = await inTransaction(ground, ACTOR, async (ctx) => {
      const due = await claimDueClosing(ctx, await readToday(ctx))
      if (due) await close(ctx, { contractId: due.contractId, firstDayWithout: due.dueOn })
      return due !== undefined
    })
    if (!goesOn) return
  }
}

async function close(
  ctx: Context,
  { contractId, firstDayWithout }: { contractId: number; firstDayWithout: Temporal.PlainDate },
): Promise<void> {
  const accounts = await findAccounts(ctx, { contractIds: [contractId] })
  for (const { id, version, closedAt } of accounts) {
    if (closedAt === null) await closeAccount(ctx, { id, version, from: firstDayWithout })
  }
  await updateClosedOn(ctx, contractId, firstDayWithout.subtract({ days: 1 }))
  await deleteClosing(ctx, contractId)
}
