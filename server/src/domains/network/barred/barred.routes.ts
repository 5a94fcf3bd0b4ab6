import * as contract from '@altyn/contract/network/barred'
import type { Context } from '#platform/context'
import { answer } from '#platform/http/answer'
import { toApiTime } from '#platform/http/api-values'
import { toPage, unpackCursor } from '#platform/http/cursor'
import { nameLinks } from '../name-links.ts'
import { barStation, pardonStation } from './bar-station.ts'
import { type BarredRow, countBarred, selectBarred } from './barred-stations.store.ts'

export const barredRoutes = [
  answer(contract.listBarredStations, async (ctx, { query }) => {
    const { cursor, limit, total, ...filter } = query
    const beforeId = unpackCursor(cursor, 1)?.[0]
    const found = await selectBarred(ctx, filter, { beforeId, limit: limit + 1 })
    const { rows, nextCursor } = toPage(found, limit, (row) => [row.id])
    const items = await toApiBarred(ctx, rows)
    return { items, nextCursor, ...(total && { total: await countBarred(ctx, filter) }) }
  }),
  answer(contract.barStation, async (ctx, { body }) => toApiOne(ctx, await barStation(ctx, body))),
  answer(contract.pardonStation, async (ctx, { params }) =>
    toApiOne(ctx, await pardonStation(ctx, params.id)),
  ),
]

async function toApiBarred(
  ctx: Context,
  rows: readonly BarredRow[],
): Promise<contract.BarredStation[]> {
  const namesOf = await nameLinks(ctx, rows)
  return rows.map((row) => ({
    ...row,
    ...namesOf(row),
    barredAt: toApiTime(row.barredAt),
    endedAt: toApiTime(row.endedAt),
  }))
}

async function toApiOne(ctx: Context, row: BarredRow): Promise<contract.BarredStation> {
  const [shown] = await toApiBarred(ctx, [row])
  return shown as contract.BarredStation // one row in, one row out
}
