import type { Context } from '#platform/context'
import { listSessionServices, type SessionService } from '../../network/index.ts'
import type { PartMark } from '../rules/accounting.ts'
import { findShownSession, type KeptPart, type ShownSession, selectPartsOf } from './parts.store.ts'

/** A service within a session as people look at it. */
export type ShownPart = {
  /** Null of a service that was told and not heard of. */
  id: bigint | null
  name: string
  title: string
  sessionServiceId: number | null
  state: 'told' | 'on' | 'over'
  counting: PartMark['counting']
  category: string | null
  startedAt: Temporal.Instant | null
  updatedAt: Temporal.Instant | null
  endedAt: Temporal.Instant | null
  octetsIn: bigint
  octetsOut: bigint
}

/**
 * Services that a session has or had, the newest first, before them those that it was told and that nobody counts. They
 * end with their session. Nothing of a session that is not there.
 */
export async function showParts(ctx: Context, sessionId: bigint): Promise<ShownPart[]> {
  const session = await findShownSession(ctx, sessionId)
  if (!session) return []
  const services = new Map((await listSessionServices(ctx)).map((one) => [one.id, one]))
  const parts = (await selectPartsOf(ctx, session)).map((part) => toShown(part, session, services))
  const counted = new Set(
    parts.filter(({ state }) => state === 'on').map(({ sessionServiceId }) => sessionServiceId),
  )
  const told = (session.serviceIds ?? []).flatMap((id) => {
    const service = services.get(id)
    return service && !counted.has(id) ? toTold(service) : []
  })
  return [...told, ...parts]
}

function toShown(
  part: KeptPart,
  { closedAt }: ShownSession,
  services: ReadonlyMap<number, SessionService>,
): ShownPart {
  const endedAt = part.endedAt ?? closedAt
  return {
    ...part,
    name: part.serviceName,
    title: services.get(part.sessionServiceId ?? 0)?.title ?? '',
    state: endedAt ? 'over' : 'on',
    endedAt,
  }
}

function toTold({ id, name, title, counting, category }: SessionService): ShownPart {
  return {
    id: null,
    name,
    title,
    sessionServiceId: id,
    state: 'told',
    counting,
    category,
    startedAt: null,
    updatedAt: null,
    endedAt: null,
    octetsIn: 0n,
    octetsOut: 0n,
  }
}
