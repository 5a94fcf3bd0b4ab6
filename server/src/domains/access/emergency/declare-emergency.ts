import { type Context, type Ground, readingContext, systemActor } from '#platform/context'
import { violates } from '#platform/database-errors'
import { tell } from '#platform/outbox'
import { Refusal } from '#platform/refusal'
import { inTransaction } from '#platform/transaction'
import { listSessionMarks } from '../../usage/index.ts'
import { enforceStates } from '../order-network.ts'
import {
  type EmergencyRow,
  endEmergencyNow,
  findEmergency,
  findEmergencyNow,
  insertEmergency,
  markSettled,
  selectUnsettled,
} from './emergencies.store.ts'

const AT_ONCE = 1000
const ACTOR = systemActor('emergency')

/** Money is not asked for until the hours are over: the network forgets it within a moment. */
export async function declareEmergency(
  ctx: Context,
  { hours, reason }: { hours: number; reason: string },
): Promise<EmergencyRow> {
  if (await findEmergencyNow(ctx)) throw new Refusal('access.emergency-goes-on')
  try {
    const id = await insertEmergency(ctx, { until: ctx.now().add({ hours }), reason })
    await tell(ctx, 'access.emergency-changed', { emergencyId: id })
    return await getEmergency(ctx, id)
  } catch (error) {
    throw violates(error, 'emergencies_valid_excl')
      ? new Refusal('access.emergency-goes-on')
      : error
  }
}

/** Money is asked for again at once. */
export async function endEmergency(ctx: Context, id: number): Promise<EmergencyRow> {
  await getEmergency(ctx, id)
  if (!(await endEmergencyNow(ctx, id))) throw new Refusal('access.emergency-is-over')
  await tell(ctx, 'access.emergency-changed', { emergencyId: id })
  return getEmergency(ctx, id)
}

export async function getEmergency(ctx: Context, id: number): Promise<EmergencyRow> {
  const emergency = await findEmergency(ctx, id)
  if (!emergency) throw new Refusal('access.emergency.not-found', { id })
  return emergency
}

/**
 * After an emergency, however it ended: sessions of those who may not work are ended, slice by slice.
 * What was done is done again when this is cut off half-way; it changes nothing then.
 */
export async function settleEmergencies(ground: Ground): Promise<void> {
  const ids = await inTransaction(ground, ACTOR, selectUnsettled)
  if (ids.length === 0) return
  let after: bigint | undefined = 0n
  while (after !== undefined) {
    const place: { after: bigint; limit: number } = { after, limit: AT_ONCE }
    const marks = await listSessionMarks(readingContext(ground, ACTOR), place)
    const accountIds = new Set(marks.flatMap(({ accountId }) => accountId ?? []))
    await inTransaction(ground, ACTOR, (ctx) => enforceStates(ctx, [...accountIds]))
    after = marks.length === AT_ONCE ? marks.at(-1)?.id : undefined
  }
  await inTransaction(ground, ACTOR, (ctx) => markSettled(ctx, ids))
}
