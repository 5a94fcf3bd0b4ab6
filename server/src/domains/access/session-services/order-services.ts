import type { Context } from '#platform/context'
import { tell } from '#platform/outbox'
import { listSessionServices } from '../../network/index.ts'
import { findGuestSessionsOf, findOpenSessionsOf, type Session } from '../../usage/index.ts'
import {
  type CommandRow,
  insertCommands,
  selectServicesOrdered,
} from '../commands/commands.store.ts'
import { toTarget } from '../order-network.ts'
import { type ServiceChange, serviceChanges } from '../rules/service-changes.ts'
import { readDueServices } from './read-due-services.ts'

// A server that does not answer, or refuses, is asked again after so long.
export const PATIENCE_MINUTES = 15

/** Gives live sessions of accounts the services that are due now, and ends those that are not. */
export async function followServices(ctx: Context, accountIds: readonly number[]): Promise<void> {
  await orderServices(ctx, [
    ...(await findOpenSessionsOf(ctx, accountIds)),
    ...(await findGuestSessionsOf(ctx, accountIds)),
  ])
}

/**
 * Orders for each session what it was told otherwise: first the end of a service, then the beginning of another one, so
 * that a turbo does not meet what it replaces. An order that is on its way, or was refused lately, is not given again.
 */
export async function orderServices(ctx: Context, sessions: readonly Session[]): Promise<void> {
  const due = await readDueServices(ctx, sessions)
  if (due.size === 0) return
  const since = ctx.now().subtract({ minutes: PATIENCE_MINUTES })
  const ordered = Map.groupBy(
    await selectServicesOrdered(ctx, [...due.keys()], since),
    ({ sessionId }) => sessionId,
  )
  const changes = sessions.flatMap((session) => {
    const own = due.get(session.id)
    if (!own) return []
    const told = session.serviceIds ?? []
    return serviceChanges({ told, due: own, ordered: ordered.get(session.id) ?? [] }).map(
      (change) => ({ ...change, session }),
    )
  })
  if (changes.length === 0) return
  const names = new Map((await listSessionServices(ctx)).map(({ id, name }) => [id, name]))
  const alike = Map.groupBy(
    changes,
    ({ kind, serviceId, reason }) => `${kind} ${serviceId} ${reason}`,
  )
  const given: CommandRow[] = []
  for (const [first, ...more] of [...alike.values()].sort(endsFirst)) {
    const name = names.get(first?.serviceId ?? 0)
    if (!first || name === undefined) continue
    const { kind, reason, serviceId } = first
    const targets = [first, ...more].map(({ session }) => toTarget(session))
    const order = { kind, reason, service: { id: serviceId, name } }
    given.push(...(await insertCommands(ctx, targets, order)))
  }
  // Told of together: a session gets its orders one after another.
  await tell(ctx, 'access.command-given', { commandIds: given.map(({ id }) => String(id)) })
}

function endsFirst(
  [a]: readonly Pick<ServiceChange, 'kind'>[],
  [b]: readonly Pick<ServiceChange, 'kind'>[],
): number {
  return Number(a?.kind === 'start-service') - Number(b?.kind === 'start-service')
}
