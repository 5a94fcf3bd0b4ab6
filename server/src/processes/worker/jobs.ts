import { type Ground, systemActor } from '#platform/context'
import { forgetOldBeats } from '#platform/heartbeat'
import { tell } from '#platform/outbox'
import { inTransaction } from '#platform/transaction'
import { ensurePartitions } from '#platform/upkeep/partitions'
import { forgetOld } from '#platform/upkeep/tidy-up'
import {
  escalateCommands,
  followAllServices,
  followAllSpeeds,
  probeSessions,
  repeatCommands,
  settleEmergencies,
} from '../../domains/access/index.ts'
import {
  closeDueContracts,
  findAccountIdsChangingTariff,
  findAccounts,
  readToday,
} from '../../domains/accounts/index.ts'
import { carryDueActions, reviewContracts } from '../../domains/blocking/index.ts'
import { findMeteredTariffIds, findTariffIdsBeginning } from '../../domains/catalogue/index.ts'
import {
  findStandingReadings,
  forgetStagesJob,
  readStartedStage,
} from '../../domains/catalogue/price-lists/price-lists.jobs.ts'
import { nightlyRunJob } from '../../domains/charging/charging.jobs.ts'
import {
  forgetGuests,
  forgetOldScriptRuns,
  settleScriptRuns,
  watchProtection,
} from '../../domains/network/index.ts'
import { forgetPollsJob } from '../../domains/network/polling/polling.jobs.ts'
import { readCallFile } from '../../domains/rating/index.ts'
import { forgetExpiredSignIns } from '../../domains/staff/index.ts'
import { findContractIdsUsing, findWaitingFileIds } from '../../domains/usage/index.ts'
import {
  closeDeadSessionsJob,
  endLapsedLeasesJob,
  tidyPartsJob,
} from '../../domains/usage/usage.jobs.ts'
import type { Hands } from './subscriptions.ts'

export type TimedJob = { name: string; cron: string; run(hands: Hands): Promise<void> }
const ACTOR = systemActor('schedule')
const AT_ONCE = 500
// Twice the pause between two looks: what came during the last one is not missed.
const USAGE_LOOKED_AT = { minutes: 10 }

/** Everything that happens by the clock, in the operator's time zone. */
export const JOBS: TimedJob[] = [
  { ...nightlyRunJob, run: ({ ground }) => nightlyRunJob.run(ground) },
  {
    name: 'network.forget-guests',
    cron: '*/5 * * * *',
    run: ({ ground }) => inTransaction(ground, ACTOR, forgetGuests),
  },
  { ...closeDeadSessionsJob, run: ({ ground }) => closeDeadSessionsJob.run(ground) },
  { ...endLapsedLeasesJob, run: ({ ground }) => endLapsedLeasesJob.run(ground) },
  { ...tidyPartsJob, run: ({ ground }) => tidyPartsJob.run(ground) },
  { name: 'catalogue.standing-readings', cron: '*/5 * * * *', run: readStanding },
  { ...forgetPollsJob, run: ({ ground }) => forgetPollsJob.run(ground) },
  { ...forgetStagesJob, run: ({ ground }) => forgetStagesJob.run(ground) },
  { name: 'worker.day-begins', cron: '0 0 * * *', run: ({ ground }) => beginDay(ground) },
  {
    name: 'blocking.planned-actions',
    cron: '* * * * *',
    run: ({ ground }) => carryDueActions(ground),
  },
  {
    name: 'accounts.planned-closings',
    cron: '*/5 * * * *',
    run: ({ ground }) => closeDueContracts(ground),
  },
  {
    name: 'rating.call-files',
    cron: '* * * * *',
    run: ({ ground }) => readWaitingFiles(ground),
  },
  { name: 'worker.usage-arrived', cron: '*/5 * * * *', run: ({ ground }) => reviewUsage(ground) },
  {
    name: 'access.repeat-commands',
    cron: '* * * * *',
    async run({ ground, messenger }) {
      await repeatCommands(messenger)
      await escalateCommands(ground)
    },
  },
  { name: 'access.probes', cron: '* * * * *', run: ({ ground }) => probeSessions(ground) },
  {
    name: 'access.emergencies',
    cron: '* * * * *',
    run: ({ ground }) => settleEmergencies(ground),
  },
  {
    name: 'network.script-runs',
    cron: '* * * * *',
    async run({ ground, scripts }) {
      await settleScriptRuns(ground)
      scripts.wake()
    },
  },
  { name: 'access.services', cron: '* * * * *', run: ({ ground }) => followAllServices(ground) },
  { name: 'access.speeds', cron: '* * * * *', run: ({ ground }) => followAllSpeeds(ground) },
  { name: 'network.protection', cron: '* * * * *', run: ({ ground }) => watchProtection(ground) },
  {
    name: 'network.forget-script-runs',
    cron: '50 3 * * *',
    run: ({ ground }) => forgetOldScriptRuns(ground),
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

/** Charges what was used lately on metered tariffs, so that money that has run out blocks in time. */
export async function reviewUsage(ground: Ground): Promise<void> {
  const contractIds = await inTransaction(ground, ACTOR, async (ctx) => {
    const tariffIds = await findMeteredTariffIds(ctx)
    if (tariffIds.length === 0) return []
    const used = await findContractIdsUsing(ctx, ctx.now().subtract(USAGE_LOOKED_AT))
    const accounts = await findAccounts(ctx, { contractIds: used })
    const metered = accounts.filter(({ tariffId }) => tariffIds.includes(tariffId ?? 0))
    return [...new Set(metered.map(({ contractId }) => contractId))]
  })
  for (let i = 0; i < contractIds.length; i += AT_ONCE) {
    const slice = contractIds.slice(i, i + AT_ONCE)
    await inTransaction(ground, ACTOR, (ctx) => reviewContracts(ctx, slice))
  }
}

/** Files of calls that a killed worker left half-way; one that fails again holds up no other. */
async function readWaitingFiles(ground: Ground): Promise<void> {
  const ids = await inTransaction(ground, ACTOR, findWaitingFileIds)
  for (const id of ids) {
    await readCallFile(ground, ACTOR, id).catch((error: unknown) => {
      ground.log.error({ error: String(error), fileId: id }, 'a file of calls is still not read')
    })
  }
}

/** Goes on with files of prices whose reading was dropped. */
async function readStanding({ ground, inBackground }: Hands): Promise<void> {
  for (const stageId of await findStandingReadings(ground)) {
    inBackground(readStartedStage(ground, stageId))
  }
}

async function tidyUp(ground: Ground): Promise<void> {
  await inTransaction(ground, ACTOR, async (ctx) => {
    await ensurePartitions(ctx)
    await forgetExpiredSignIns(ctx)
    await forgetOld(ctx)
  })
  await forgetOldBeats(ground.db)
}
