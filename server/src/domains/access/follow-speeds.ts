import { type Ground, systemActor } from '#platform/context'
import { inTransaction } from '#platform/transaction'
import { findAccountIdsBoosted, findAccountIdsOnTariffs, readToday } from '../accounts/index.ts'
import { findTariffIdsWithSpeedRules } from '../catalogue/index.ts'
import { followSpeeds } from './order-network.ts'

const AT_ONCE = 1000
// An access server that does not answer, or refuses, is asked again after so long.
const PATIENCE_MINUTES = 15
// A turbo that ended while the worker was away is still put right.
const LOOKED_BACK = { hours: 24 }
const ACTOR = systemActor('speeds')

/**
 * Every minute: live sessions follow their tariffs' hours and volumes and the turbos that were bought.
 * Accounts without any of these are not looked at.
 */
export async function followAllSpeeds(ground: Ground): Promise<void> {
  const options = { patienceMinutes: PATIENCE_MINUTES }
  const boosted = await inTransaction(ground, ACTOR, (ctx) =>
    findAccountIdsBoosted(ctx, ctx.now().subtract(LOOKED_BACK)),
  )
  for (let i = 0; i < boosted.length; i += AT_ONCE) {
    const slice = boosted.slice(i, i + AT_ONCE)
    await inTransaction(ground, ACTOR, (ctx) => followSpeeds(ctx, slice, options))
  }
  const tariffIds = await inTransaction(ground, ACTOR, findTariffIdsWithSpeedRules)
  let after: number | undefined = tariffIds.length > 0 ? 0 : undefined
  while (after !== undefined) {
    const place = { tariffIds, after, limit: AT_ONCE }
    after = await inTransaction(ground, ACTOR, async (ctx) => {
      const ids = await findAccountIdsOnTariffs(ctx, { ...place, day: await readToday(ctx) })
      await followSpeeds(ctx, ids, options)
      return ids.length === AT_ONCE ? ids.at(-1) : undefined
    })
  }
}
