import type { Context } from '#platform/context'
import { addMinutes, type NasMinute } from './nas-minutes.store.ts'
import { addSightings, type Sighting } from './nas-observations.store.ts'

/** Adds what a RADIUS process has counted since it told last. */
export async function keepSightings(
  ctx: Context,
  { sightings, minutes }: { sightings: readonly Sighting[]; minutes: readonly NasMinute[] },
): Promise<void> {
  await addSightings(ctx, sightings)
  await addMinutes(ctx, minutes)
}
