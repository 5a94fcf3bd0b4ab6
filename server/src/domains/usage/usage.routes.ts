import * as contract from '@altyn/contract/usage'
import { takeTraffic as takeTrafficRoute } from '@altyn/contract/usage/traffic'
import { answer } from '#platform/http/answer'
import { toApiTime } from '#platform/http/api-values'
import { toPage, unpackCursor } from '#platform/http/cursor'
import { type SessionRow, selectClosedSessions, selectOpenSessions } from './find-sessions.store.ts'
import { takeTraffic } from './take-traffic.ts'

export const usageRoutes = [
  answer(takeTrafficRoute, (ctx, { body }) =>
    takeTraffic(ctx, {
      agentId: body.agentId,
      records: body.records.map((record) => ({
        ...record,
        at: Temporal.Instant.from(record.at),
        octetsIn: BigInt(record.octetsIn),
        octetsOut: BigInt(record.octetsOut),
      })),
    }),
  ),
  answer(contract.listOpenSessions, async (ctx, { query }) => {
    const beforeId = unpackCursor(query.cursor, 1)?.[0]
    const found = await selectOpenSessions(ctx, { ...query, beforeId, limit: query.limit + 1 })
    const { rows, nextCursor } = toPage(found, query.limit, (row) => [row.id])
    return { items: rows.map(toApiSession), nextCursor }
  }),
  answer(contract.listClosedSessions, async (ctx, { query }) => {
    const [closedAt, id] = unpackCursor(query.cursor, 2) ?? []
    const before = closedAt && id ? { closedAt, id } : undefined
    const filter = { ...query, before, limit: query.limit + 1 }
    const found = await selectClosedSessions(ctx, filter)
    const { rows, nextCursor } = toPage(found, query.limit, (row) => [
      toApiTime(row.updatedAt),
      row.id,
    ])
    return { items: rows.map(toApiSession), nextCursor }
  }),
]

export function toApiSession(row: SessionRow): contract.Session {
  return {
    ...row,
    id: String(row.id),
    startedAt: toApiTime(row.startedAt),
    updatedAt: toApiTime(row.updatedAt),
    closedAt: toApiTime(row.closedAt),
    octetsIn: String(row.octetsIn),
    octetsOut: String(row.octetsOut),
  }
}
