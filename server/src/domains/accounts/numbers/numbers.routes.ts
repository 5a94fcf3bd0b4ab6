import * as contract from '@altyn/contract/accounts/numbers'
import { answer } from '#platform/http/answer'
import { toApiTime } from '#platform/http/api-values'
import { findAccounts } from '../find-account.ts'
import { endNumber, giveNumber } from './give-number.ts'
import { type NumberRow, selectNumbers } from './numbers.store.ts'

export const numbersRoutes = [
  answer(contract.listAccountNumbers, async (ctx, { query }) => {
    const accounts = await findAccounts(ctx, { contractIds: [query.contractId] })
    const numbers = await selectNumbers(
      ctx,
      accounts.map(({ id }) => id),
    )
    return { items: numbers.map(toApiNumber) }
  }),
  answer(contract.giveNumber, async (ctx, { params, body }) => {
    const order = { ...body, accountId: params.accountId, from: Temporal.PlainDate.from(body.from) }
    return toApiNumber(await giveNumber(ctx, order))
  }),
  answer(contract.endNumber, async (ctx, { params, body }) => {
    const until = Temporal.PlainDate.from(body.until)
    return { items: (await endNumber(ctx, { id: params.id, until })).map(toApiNumber) }
  }),
]

function toApiNumber(row: NumberRow): contract.AccountNumber {
  return { ...row, from: toApiTime(row.from), until: toApiTime(row.until) }
}
