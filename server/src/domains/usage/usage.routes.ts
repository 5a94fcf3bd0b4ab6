import * as contract from '@altyn/contract/usage'
import { takeTraffic as takeTrafficRoute } from '@altyn/contract/usage/traffic'
import { answer } from '#platform/http/answer'
import { toApiTime } from '#platform/http/api-values'
import { toPage, unpackCursor } from '#platform/http/cursor'
import { selectEvidence } from './evidence.store.ts'
import { type SessionRow, selectClosedSessions, selectOpenSessions } from './find-sessions.store.ts'
import { type EvidenceAt, stateOf } from './rules/session-evidence.ts'
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
  answer(contract.listSessionEvidence, async (ctx, { params }) => ({
    items: (await selectEvidence(ctx, BigInt(params.id))).map(toApiEvidence),
  })),
]

function toApiEvidence({ at, ...evidence }: EvidenceAt): contract.SessionEvidence {
  if (evidence.kind !== 'newer') return { ...evidence, at: toApiTime(at) }
  const startedAt = toApiTime(Temporal.Instant.from(evidence.startedAt))
  return { ...evidence, startedAt, at: toApiTime(at) }
}

export function toApiSession({ doubtReason, probedAt, ...row }: SessionRow): contract.Session {
  return {
    ...row,
    state: row.closedAt ? 'closed' : stateOf({ doubtReason, probedAt }),
    id: String(row.id),
    startedAt: toApiTime(row.startedAt),
    updatedAt: toApiTime(row.updatedAt),
    closedAt: toApiTime(row.closedAt),
    octetsIn: String(row.octetsIn),
    octetsOut: String(row.octetsOut),
  }
}
