import { type Context, type Ground, systemActor } from '#platform/context'
import { inTransaction } from '#platform/transaction'
import { findAccountIdsBoosted, findAccountIdsOnTariffs, readToday } from '../accounts/index.ts'
import { findTariffIdsWithSpeedRules } from '../catalogue/index.ts'
import { askSpeedScripts } from '../network/index.ts'
import { followSpeeds } from './order-network.ts'
import { readDueSpeeds } from './read-speed-plans.ts'

const AT_ONCE = 1000
// An access server that does not answer, or refuses, is asked again after so long.
const PATIENCE_MINUTES = 15
// A turbo that ended while the worker was away is still put right.
const LOOKED_BACK = { hours: 24 }
const ACTOR = systemActor('speeds')

/**
 * Every minute: live sessions, and ports with a policy, follow their tariffs' hours and volumes and the turbos that were bought.
 * Accounts without any of these are not looked at.
 */
export async function followAllSpeeds(ground: Ground): Promise<void> {
  const boosted = await inTransaction(ground, ACTOR, (ctx) =>
    findAccountIdsBoosted(ctx, ctx.now().subtract(LOOKED_BACK)),
  )
  for (let i = 0; i < boosted.length; i += AT_ONCE) {
    const slice = boosted.slice(i, i + AT_ONCE)
    await inTransaction(ground, ACTOR, (ctx) => followAll(ctx, slice))
  }
  const tariffIds = await inTransaction(ground, ACTOR, findTariffIdsWithSpeedRules)
  let after: number | undefined = tariffIds.length > 0 ? 0 : undefined
  while (after !== undefined) {
    const place = { tariffIds, after, limit: AT_ONCE }
    after = await inTransaction(ground, ACTOR, async (ctx) => {
      const ids = await findAccountIdsOnTariffs(ctx, { ...place, day: await readToday(ctx) })
      await followAll(ctx, ids)
      return ids.length === AT_ONCE ? ids.at(-1) : undefined
    })
  }
}

async function followAll(ctx: Context, accountIds: readonly number[]): Promise<void> {
  await followSpeeds(ctx, accountIds, { patienceMinutes: PATIENCE_MINUTES })
  await askSpeedScripts(ctx, accountIds, { readSpeeds: readDueSpeeds, isRoutine: true })
}
