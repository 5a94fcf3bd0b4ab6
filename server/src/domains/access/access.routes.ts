import * as contract from '@altyn/contract/access'
import * as replyContract from '@altyn/contract/access/reply'
import type { Context } from '#platform/context'
import { answer } from '#platform/http/answer'
import { toApiTime } from '#platform/http/api-values'
import { toPage, unpackCursor } from '#platform/http/cursor'
import { toApiAttributeRows } from '../network/index.ts'
import { type CommandRow, selectCommands } from './commands/commands.store.ts'
import { disconnectSession } from './order-network.ts'
import type { OwnReason } from './preview/own-attributes.ts'
import { previewReply, type ReplyPreview } from './preview/preview-reply.ts'
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
  answer(replyContract.previewReply, async (ctx, { params, query }) =>
    toApiReply(ctx, await previewReply(ctx, { accountId: params.id, nasId: query.nasId })),
  ),
]

async function toApiReply(
  ctx: Context,
  { attributes, ...preview }: ReplyPreview,
): Promise<replyContract.ReplyPreview> {
  const rows = attributes.flatMap(({ why, beaten }) => [
    ...(why.kind === 'row' ? [why.row] : []),
    ...beaten.map(({ row }) => row),
  ])
  const shown = new Map((await toApiAttributeRows(ctx, rows)).map((row) => [row.id, row]))
  // Every row that is shown was among those just asked for.
  const toApiRow = ({ id }: { id: number }) =>
    shown.get(id) as NonNullable<ReturnType<typeof shown.get>>
  return {
    ...preview,
    attributes: attributes.map((attribute) => ({
      ...attribute,
      why:
        attribute.why.kind === 'row'
          ? { ...attribute.why, row: toApiRow(attribute.why.row) }
          : toApiReason(attribute.why),
      beaten: attribute.beaten.map(({ row, because }) => ({ row: toApiRow(row), because })),
      replaced: attribute.replaced.map(({ value, why }) => ({ value, why: toApiReason(why) })),
    })),
  }
}

function toApiReason(why: OwnReason): replyContract.OwnReason {
  return why.kind === 'speed' ? { kind: 'speed', cause: toApiCause(why) } : why
}

export function toApiRejection(row: RejectionRow): contract.Rejection {
  const { contractId: _, ...plain } = row
  return { ...plain, id: String(row.id), at: toApiTime(row.at) }
}

export function toApiCause({ cause }: Pick<DueSpeed, 'cause'>): contract.SpeedCause {
  if (cause.kind !== 'turbo') return cause
  const until = Temporal.Instant.fromEpochMilliseconds(cause.untilMs)
  return { kind: 'turbo', until: toApiTime(until) }
}

export function toApiCommand(row: CommandRow): contract.Command {
  const { contractId: _, acctSessionId: __, sessionServiceId: ___, ...plain } = row
  return {
    ...plain,
    id: String(row.id),
    sessionId: String(row.sessionId),
    askedAt: toApiTime(row.askedAt),
    answeredAt: toApiTime(row.answeredAt),
  }
}
