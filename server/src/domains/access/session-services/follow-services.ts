import { type Context, type Ground, readingContext, systemActor } from '#platform/context'
import { inTransaction } from '#platform/transaction'
import { findAccountIdsTurning, readToday } from '../../accounts/index.ts'
import { dialectOf, listNas, listSessionServices } from '../../network/index.ts'
import { listNewSessionsAt, listSessionsAt, type Session } from '../../usage/index.ts'
import { selectAccountIdsUnserved } from '../commands/commands.store.ts'
import { followServices, orderServices, PATIENCE_MINUTES } from './order-services.ts'

const AT_ONCE = 1000
// What ended while the worker was away is still put right.
const LOOKED_BACK_HOURS = 24
const NEW_MINUTES = 5
const ACTOR = systemActor('services')

/**
 * Every minute: live sessions follow services of the catalogue that begin and end with the day, and turbos that begin and
 * end within it; what a server did not do is asked again, what has just begun is looked at. Where no service of sessions is linked to any, nobody is looked
 * at.
 */
export async function followAllServices(ground: Ground): Promise<void> {
  const ctx = readingContext(ground, ACTOR)
  const services = (await listSessionServices(ctx)).filter(({ archivedAt }) => !archivedAt)
  if (services.length === 0) return
  const linked = [...new Set(services.flatMap(({ serviceIds }) => serviceIds))]
  const since = ctx.now().subtract({ hours: LOOKED_BACK_HOURS })
  const turning =
    linked.length > 0
      ? await findAccountIdsTurning(ctx, linked, { day: await readToday(ctx), since })
      : []
  const until = ctx.now().subtract({ minutes: PATIENCE_MINUTES })
  const unserved = await selectAccountIdsUnserved(ctx, { since, until })
  const accountIds = [...new Set([...turning, ...unserved])]
  for (let i = 0; i < accountIds.length; i += AT_ONCE) {
    const slice = accountIds.slice(i, i + AT_ONCE)
    await inTransaction(ground, ACTOR, (tx) => followServices(tx, slice))
  }
  await followNewSessions(ground)
}

/** A session may have been let in with what was due a moment before something changed, and be heard of a moment after. */
async function followNewSessions(ground: Ground): Promise<void> {
  await inTransaction(ground, ACTOR, async (ctx) => {
    const nasIds = await findServersWithServices(ctx)
    if (nasIds.length === 0) return
    const since = ctx.now().subtract({ minutes: NEW_MINUTES })
    await orderServices(ctx, await listNewSessionsAt(ctx, { nasIds, since, limit: AT_ONCE }))
  })
}

async function findServersWithServices(ctx: Context): Promise<number[]> {
  return (await listNas(ctx))
    .filter(({ dialect }) => dialectOf(dialect).services !== undefined)
    .map(({ id }) => id)
}

/**
 * A service of sessions is another one now, or was put into the archive: all live sessions at servers that know services
 * are looked through. Safe to cut off and to repeat.
 */
export async function followServicesEverywhere(ground: Ground): Promise<void> {
  const ctx = readingContext(ground, ACTOR)
  const nasIds = await findServersWithServices(ctx)
  if (nasIds.length === 0) return
  let sessions: Session[] = []
  do {
    const place = { nasIds, after: sessions.at(-1)?.id ?? 0n, limit: AT_ONCE }
    sessions = await listSessionsAt(ctx, place)
    const slice = sessions
    await inTransaction(ground, ACTOR, (tx) => orderServices(tx, slice))
  } while (sessions.length === AT_ONCE)
}
