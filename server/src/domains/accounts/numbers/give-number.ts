import type { Context } from '#platform/context'
import { violates } from '#platform/database-errors'
import { tell } from '#platform/outbox'
import { Refusal, refuseField } from '#platform/refusal'
import { findAccounts, getAccount, getOpenAccount } from '../find-account.ts'
import { refuseBeforeOpening } from '../refuse-period.ts'
import {
  findHolder,
  findNumber,
  insertNumber,
  type NumberRow,
  selectNumbers,
  updateNumberEnd,
} from './numbers.store.ts'

const NUMBERS_MAX = 100_000n

type NumberOrder = { accountId: number; first: string; last: string; from: Temporal.PlainDate }

/**
 * Gives an account a number, or all from `first` to `last`, from a day on. A number is somebody's on
 * one day only; calls that are known already are priced anew from that day.
 */
export async function giveNumber(ctx: Context, order: NumberOrder): Promise<NumberRow> {
  const account = await getOpenAccount(ctx, order.accountId)
  const given = { ...order, last: order.last === '' ? order.first : order.last }
  refuseUnsoundRange(given)
  await refuseBeforeOpening(ctx, account, given.from)
  await refuseTaken(ctx, given)
  try {
    const id = await insertNumber(ctx, given)
    await tellOf(ctx, account, given.from)
    return await getNumber(ctx, id)
  } catch (error) {
    // Somebody else was quicker by an instant.
    if (violates(error, 'numbers_numbers_valid_excl')) {
      throw refuseField('accounts.number-taken', 'first', { number: given.first, login: '' })
    }
    throw error
  }
}

/** Takes numbers away before a day. Before their first day: as if they were never given. */
export async function endNumber(
  ctx: Context,
  { id, until }: { id: number; until: Temporal.PlainDate },
): Promise<NumberRow[]> {
  const given = await getNumber(ctx, id)
  if (given.until && Temporal.PlainDate.compare(until, given.until) > 0) {
    throw refuseField('accounts.number-ends-earlier', 'until', { until: given.until.toString() })
  }
  await updateNumberEnd(ctx, { id, until })
  const account = await getAccount(ctx, given.accountId)
  const [since = until] = [until, given.from].sort(Temporal.PlainDate.compare).reverse()
  await tellOf(ctx, account, since)
  return selectNumbers(ctx, [given.accountId])
}

async function getNumber(ctx: Context, id: number): Promise<NumberRow> {
  const row = await findNumber(ctx, id)
  if (!row) throw new Refusal('accounts.number.not-found', { id })
  return row
}

function refuseUnsoundRange({ first, last }: NumberOrder): void {
  if (first.length !== last.length) throw refuseField('accounts.numbers-of-two-lengths', 'last')
  const count = BigInt(last) - BigInt(first) + 1n
  if (count < 1n) throw refuseField('accounts.numbers-end-before-first', 'last')
  if (count > NUMBERS_MAX) throw refuseField('accounts.too-many-numbers', 'last')
}

async function refuseTaken(ctx: Context, given: NumberOrder): Promise<void> {
  const holder = await findHolder(ctx, given)
  if (!holder) return
  const [account] = await findAccounts(ctx, { ids: [holder.accountId] })
  const number = BigInt(holder.first) > BigInt(given.first) ? holder.first : given.first
  throw refuseField('accounts.number-taken', 'first', { number, login: account?.login ?? '' })
}

async function tellOf(
  ctx: Context,
  { id, contractId }: { id: number; contractId: number },
  since: Temporal.PlainDate,
): Promise<void> {
  await tell(ctx, 'accounts.numbers-changed', {
    accountIds: [id],
    contractIds: [contractId],
    since: since.toString(),
  })
}
