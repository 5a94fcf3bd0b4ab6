import * as contract from '@altyn/contract/usage/calls'
import { divideRounded, formatRate, RATE_PER_MINOR } from '@altyn/money'
import type { Context } from '#platform/context'
import { answer } from '#platform/http/answer'
import { toApiMoney, toApiTime } from '#platform/http/api-values'
import { toPage, unpackCursor } from '#platform/http/cursor'
import { findAccounts } from '../../accounts/index.ts'
import { type CallFileRow, selectCallFiles } from './call-files.store.ts'
import { type CallRow, selectCalls } from './find-calls.store.ts'
import { takeCallFile } from './take-file.ts'

const SECONDS_PER_MINUTE = 60n

export const callsRoutes = [
  answer(contract.listCalls, async (ctx, { query }) => {
    const [startedAt, id] = unpackCursor(query.cursor, 2) ?? []
    const before = startedAt && id ? { startedAt, id } : undefined
    const found = await selectCalls(ctx, { ...query, before, limit: query.limit + 1 })
    const { rows, nextCursor } = toPage(found, query.limit, (row) => [
      toApiTime(row.startedAt),
      row.id,
    ])
    return { items: await toApiCalls(ctx, rows), nextCursor }
  }),
  answer(contract.listCallFiles, async (ctx, { query }) => {
    const beforeId = unpackCursor(query.cursor, 1)?.[0]
    const found = await selectCallFiles(ctx, { ...query, beforeId, limit: query.limit + 1 })
    const { rows, nextCursor } = toPage(found, query.limit, (row) => [row.id])
    return { items: rows.map(toApiFile), nextCursor }
  }),
  answer(contract.takeCallFile, async (ctx, { query, bytes }) =>
    toApiFile(await takeCallFile(ctx, { ...query, content: bytes })),
  ),
]

async function toApiCalls(ctx: Context, rows: readonly CallRow[]): Promise<contract.Call[]> {
  const ids = new Set(rows.flatMap(({ accountId }) => accountId ?? []))
  const accounts = await findAccounts(ctx, { ids: [...ids] })
  const logins = new Map(accounts.map(({ id, login }) => [id, login]))
  return rows.map(({ rate, callRate, ...row }) => ({
    ...row,
    id: String(row.id),
    startedAt: toApiTime(row.startedAt),
    login: logins.get(row.accountId ?? 0) ?? '',
    price: formatRate(rate),
    callPrice: formatRate(callRate),
    cost: toApiMoney(
      divideRounded(
        rate * BigInt(row.billedSeconds) + callRate * SECONDS_PER_MINUTE,
        RATE_PER_MINOR * SECONDS_PER_MINUTE,
      ),
    ),
  }))
}

function toApiFile(row: CallFileRow): contract.CallFile {
  return { ...row, takenAt: toApiTime(row.takenAt), finishedAt: toApiTime(row.finishedAt) }
}
