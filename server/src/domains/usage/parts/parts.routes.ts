import { listSessionParts, type SessionPart } from '@altyn/contract/usage/parts'
import { answer } from '#platform/http/answer'
import { toApiTime } from '#platform/http/api-values'
import { type ShownPart, showParts } from './show-parts.ts'

/** Services within sessions. */
export const sessionPartsRoutes = [
  answer(listSessionParts, async (ctx, { params }) => ({
    items: (await showParts(ctx, BigInt(params.id))).map(toApiPart),
  })),
]

function toApiPart(part: ShownPart): SessionPart {
  const { id, name, title, sessionServiceId, state, counting, category } = part
  return {
    id: id === null ? null : String(id),
    ...{ name, title, sessionServiceId, state, counting, category },
    startedAt: toApiTime(part.startedAt),
    updatedAt: toApiTime(part.updatedAt),
    endedAt: toApiTime(part.endedAt),
    octetsIn: String(part.octetsIn),
    octetsOut: String(part.octetsOut),
  }
}
