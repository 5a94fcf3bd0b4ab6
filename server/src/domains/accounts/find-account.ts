import { dayOf } from '#platform/clock'
import type { Context } from '#platform/context'
import { Refusal } from '#platform/refusal'
import { getDefaultOperator } from '../settings/index.ts'
import {
  type AccountRow,
  type LoginKey,
  selectAccounts,
  selectAccountsByKeys,
} from './accounts.store.ts'
import { type AccountState, stateOf } from './rules/state.ts'

export type Account = AccountRow & { state: AccountState }

/** The business day of now in the operator's time zone. */
export async function readToday(ctx: Context): Promise<Temporal.PlainDate> {
  return dayOf(ctx.now(), (await getDefaultOperator(ctx)).time_zone)
}

export async function getAccount(ctx: Context, id: number): Promise<Account> {
  const [account] = await findAccounts(ctx, { ids: [id] })
  if (!account) throw new Refusal('accounts.account.not-found', { id })
  return account
}

/** An account that is not closed; a closed one is refused. */
export async function getOpenAccount(ctx: Context, id: number): Promise<Account> {
  const account = await getAccount(ctx, id)
  if (account.closedAt) throw new Refusal('accounts.is-closed', { login: account.login })
  return account
}

/** Accounts by id or by contract, with their present state. */
export async function findAccounts(
  ctx: Context,
  filter: { ids: readonly number[] } | { contractIds: readonly number[] },
): Promise<Account[]> {
  const rows = await selectAccounts(ctx, await readToday(ctx), filter)
  return rows.map(withState)
}

/** The accounts that sign in with these logins, in their order. Letter case does not matter. */
export async function findAccountsByKeys(
  ctx: Context,
  { keys, today }: { keys: readonly LoginKey[]; today: Temporal.PlainDate },
): Promise<(Account | undefined)[]> {
  const rows = await selectAccountsByKeys(ctx, today, keys)
  return rows.map((row) => row && withState(row))
}

function withState(row: AccountRow): Account {
  return { ...row, state: stateOf({ ...row, isClosed: row.closedAt !== null }) }
}
