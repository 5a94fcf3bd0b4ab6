import type { Context } from '#platform/context'
import { archiveParts, endLeftParts } from './parts.store.ts'
import { deleteSplits } from './splits.store.ts'

// Late packets of a session come within two days.
const LEFT_HOURS = 48
// No session is silent for longer than an agent can allow, thirty days; then nothing more is told of its services.
const KEPT_HOURS = 40 * 24

/** Every night: services of sessions that are over end with them; what nobody will tell of any more is put away. */
export async function tidyParts(ctx: Context): Promise<void> {
  await endLeftParts(ctx, ctx.now().subtract({ hours: LEFT_HOURS }))
  const before = ctx.now().subtract({ hours: KEPT_HOURS })
  await archiveParts(ctx, before)
  await deleteSplits(ctx, before)
}
