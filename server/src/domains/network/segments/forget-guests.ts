import type { Context } from '#platform/context'
import { selectAgents } from '../nas.store.ts'
import { vacateGuestLeases } from './leases.store.ts'

/** Guests that have been away for two of their sessions are forgotten, and their addresses are free. */
export async function forgetGuests(ctx: Context): Promise<void> {
  for (const { id, radius } of await selectAgents(ctx)) {
    if (!radius) continue
    await vacateGuestLeases(ctx, { agentId: id, awaySeconds: 2 * radius.guestSessionSeconds })
  }
}
