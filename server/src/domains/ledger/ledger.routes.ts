import * as contract from '@altyn/contract/ledger'
import { answer } from '#platform/http/answer'
import { toApiMoney, toApiTime } from '#platform/http/api-values'
import { toPage, unpackCursor } from '#platform/http/cursor'
import { getContract } from '../subscribers/index.ts'
import { type StatementRow, selectStatement } from './postings.store.ts'
import { readBalances } from './read-balance.ts'
import { countDifferingWallets, selectBookBalances } from './wallets.store.ts'

export const ledgerRoutes = [
  answer(contract.readStatement, async (ctx, { params, query }) => {
    const { contractId } = params
    const { currency } = await getContract(ctx, contractId)
    const [day, id] = unpackCursor(query.cursor, 2) ?? []
    const found = await selectStatement(ctx, {
      contractId,
      from: query.from,
      until: query.until,
      before: day && id ? { day, id } : undefined,
      limit: query.limit + 1,
    })
    const { rows, nextCursor } = toPage(found, query.limit, (row) => [row.day.toString(), row.id])
    const balances = await readBalances(ctx, [contractId])
    return {
      items: rows.map((row) => toApiLine(row, currency)),
      nextCursor,
      balance: toApiMoney(balances.get(contractId) ?? 0n, currency),
    }
  }),
  answer(contract.readTrialBalance, async (ctx) => {
    const books = await selectBookBalances(ctx)
    const total = books.reduce((sum, { balanceMinor }) => sum + balanceMinor, 0n)
    return {
      books: books.map(({ code, kind, balanceMinor }) => ({
        code,
        kind,
        balance: toApiMoney(balanceMinor),
      })),
      total: toApiMoney(total),
      walletsDiffering: await countDifferingWallets(ctx),
    }
  }),
]

function toApiLine(row: StatementRow, currency: string): contract.StatementLine {
  const { periodFrom, periodUntil } = row
  return {
    id: String(row.id),
    day: toApiTime(row.day),
    postedAt: toApiTime(row.postedAt),
    kind: row.kind,
    title: row.title,
    amount: toApiMoney(row.signedMinor, currency),
    balance: toApiMoney(row.balanceMinor, currency),
    accountId: row.accountId,
    period:
      periodFrom && periodUntil
        ? { from: toApiTime(periodFrom), until: toApiTime(periodUntil) }
        : null,
    explanation: row.explanation,
    author: row.actor,
  }
}
