import * as contract from '@altyn/contract/access'
import { answer } from '#platform/http/answer'
import { toApiTime } from '#platform/http/api-values'
import { toPage, unpackCursor } from '#platform/http/cursor'
import { type CommandRow, selectCommands } from './commands.store.ts'
import { disconnectSession } from './order-network.ts'
import { type RejectionRow, selectRejections } from './rejections.store.ts'
import type { DueSpeed } from './rules/due-speed.ts'

export const accessRoutes = [
  answer(contract.listRejections, async (ctx, { query }) => {
    const beforeId = unpackCursor(query.cursor, 1)?.[0]
    const found = await selectRejections(ctx, { ...query, beforeId, limit: query.limit + 1 })
    const { rows, nextCursor } = toPage(found, query.limit, (row) => [row.id])
    return { items: rows.map(toApiRejection), nextCursor }
  }),
  answer(contract.listCommands, async (ctx, { query }) => {
    const beforeId = unpackCursor(query.cursor, 1)?.[0]
    const found = await selectCommands(ctx, { ...query, beforeId, limit: query.limit + 1 })
    const { rows, nextCursor } = toPage(found, query.limit, (row) => [row.id])
    return { items: rows.map(toApiCommand), nextCursor }
  }),
  answer(contract.disconnectSession, async (ctx, { params }) =>
    toApiCommand(await disconnectSession(ctx, BigInt(params.id))),
  ),
]

export function toApiRejection(row: RejectionRow): contract.Rejection {
  const { contractId: _, ...plain } = row
  return { ...plain, id: String(row.id), at: toApiTime(row.at) }
}

export function toApiCause({ cause }: DueSpeed): contract.SpeedCause {
  if (cause.kind !== 'turbo') return cause
  const until = Temporal.Instant.fromEpochMilliseconds(cause.untilMs)
  return { kind: 'turbo', until: toApiTime(until) }
}

export function toApiCommand(row: CommandRow): contract.Command {
  const { contractId: _, acctSessionId: __, ...plain } = row
  return {
    ...plain,
    id: String(row.id),
    sessionId: String(row.sessionId),
    askedAt: toApiTime(row.askedAt),
    answeredAt: toApiTime(row.answeredAt),
  }
}
