import { type Ground, systemActor } from '#platform/context'
import { forgetOldBeats } from '#platform/heartbeat'
import { tell } from '#platform/outbox'
import { inTransaction } from '#platform/transaction'
import { ensurePartitions } from '#platform/upkeep/partitions'
import { forgetOld } from '#platform/upkeep/tidy-up'
import { repeatCommands } from '../../domains/access/index.ts'
import { findAccountIdsChangingTariff, readToday } from '../../domains/accounts/index.ts'
import { carryDueActions } from '../../domains/blocking/index.ts'
import { findTariffIdsBeginning } from '../../domains/catalogue/index.ts'
import { nightlyRunJob } from '../../domains/charging/charging.jobs.ts'
import { forgetExpiredSignIns } from '../../domains/staff/index.ts'
import { closeDeadSessionsJob } from '../../domains/usage/usage.jobs.ts'
import type { Hands } from './subscriptions.ts'

export type TimedJob = { name: string; cron: string; run(hands: Hands): Promise<void> }
const ACTOR = systemActor('schedule')

/** Everything that happens by the clock, in the operator's time zone. */
export const JOBS: TimedJob[] = [
  { ...nightlyRunJob, run: ({ ground }) => nightlyRunJob.run(ground) },
  { ...closeDeadSessionsJob, run: ({ ground }) => closeDeadSessionsJob.run(ground) },
  { name: 'worker.day-begins', cron: '0 0 * * *', run: ({ ground }) => beginDay(ground) },
  {
    name: 'blocking.planned-actions',
    cron: '* * * * *',
    run: ({ ground }) => carryDueActions(ground),
  },
  {
    name: 'access.repeat-commands',
    cron: '* * * * *',
    run: ({ messenger }) => repeatCommands(messenger),
  },
  { name: 'worker.tidy-up', cron: '30 3 * * *', run: ({ ground }) => tidyUp(ground) },
]

/** Changes planned for today come true: speeds change, memories of yesterday are dropped. */
export async function beginDay(ground: Ground): Promise<void> {
  await inTransaction(ground, ACTOR, async (ctx) => {
    const today = await readToday(ctx)
    const accountIds = await findAccountIdsChangingTariff(ctx, today)
    if (accountIds.length > 0) await tell(ctx, 'accounts.tariff-changed', { accountIds })
    for (const tariffId of await findTariffIdsBeginning(ctx, today)) {
      await tell(ctx, 'catalogue.tariff-changed', { tariffId })
    }
  })
}

async function tidyUp(ground: Ground): Promise<void> {
  await inTransaction(ground, ACTOR, async (ctx) => {
    await ensurePartitions(ctx)
    await forgetExpiredSignIns(ctx)
    await forgetOld(ctx)
  })
  await forgetOldBeats(ground.db)
}
