import type { Context } from '#platform/context'
import { tell } from '#platform/outbox'

/** Lines of these devices, or of all, may be read otherwise from now on. */
export async function tellLines(ctx: Context, deviceIds?: readonly number[]): Promise<void> {
  await tell(ctx, 'network.lines-changed', deviceIds ? { deviceIds } : {})
}
