import { type Context, type Ground, readingContext, systemActor } from '#platform/context'
import { tell } from '#platform/outbox'
import { inTransaction } from '#platform/transaction'
import { recordAudit } from '../../staff/index.ts'
import { selectNas } from '../nas.store.ts'
import { sumStretch } from '../observed/nas-minutes.store.ts'
import { changeNas } from '../register-nas.ts'
import {
  isHarmful,
  LOOK_BACK_MINUTES,
  PROBATION_MINUTES,
  type Stretch,
} from '../rules/protection.ts'
import { type EnforcementRow, selectYoungEnforcements } from './enforcements.store.ts'
import { demandOf } from './record-protection.ts'

const ACTOR = systemActor('protection')

/**
 * Every minute: a rule that was enforced within the last hour and does harm is taken back. Looked at are the last
 * minutes, for a sudden jump, and all of the time since, for servers that ask seldom.
 */
export async function watchProtection(ground: Ground): Promise<void> {
  const reading = readingContext(ground, ACTOR)
  const since = ground.clock.now().subtract({ minutes: PROBATION_MINUTES })
  for (const enforcement of await selectYoungEnforcements(reading, since)) {
    await inTransaction(ground, ACTOR, (ctx) => takeBackIfHarmful(ctx, enforcement))
  }
}

async function takeBackIfHarmful(ctx: Context, enforcement: EnforcementRow): Promise<void> {
  const nas = (await selectNas(ctx)).find(({ id }) => id === enforcement.nasId)
  const harm = nas && (await findHarm(ctx, enforcement))
  if (!harm) return
  const { nasId, rule } = enforcement
  const change = demandOf(rule, false)
  await changeNas(ctx, { id: nasId, version: nas.version, change, harm })
  await tell(ctx, 'network.protection-rolled-back', { nasId, rule, ...harm })
  await recordAudit(ctx, {
    deed: 'POST /api/network/nas/:id/relax',
    objectKind: 'network/nas',
    objectId: String(nasId),
    details: { rule, ...harm },
  })
  ctx.log.warn({ nas: nas.name, rule, ...harm }, 'a rule of protection was taken back')
}

async function findHarm(
  ctx: Context,
  { nasId, enforcedAt }: EnforcementRow,
): Promise<Stretch | undefined> {
  const lately = ctx.now().subtract({ minutes: LOOK_BACK_MINUTES })
  const isOlder = Temporal.Instant.compare(enforcedAt, lately) < 0
  for (const since of isOlder ? [lately, enforcedAt] : [enforcedAt]) {
    const stretch = await sumStretch(ctx, nasId, since)
    if (isHarmful(stretch)) return stretch
  }
  return undefined
}
