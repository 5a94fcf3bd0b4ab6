import { type Ground, systemActor } from '#platform/context'
import { inTransaction } from '#platform/transaction'
import { dropPartitions } from '#platform/upkeep/partitions'
import { deleteOldOnuStates } from './onu-states.store.ts'
import { pollDue, startPoller } from './poll-devices.ts'

const SAMPLES_DAYS = 14
const UNKNOWN_ONUS_DAYS = 30
const HOURS = 24

export { pollDue, startPoller }

/** Every night: what went over lines is kept two weeks and until its month ends, ONUs of nobody a month. */
export const forgetPollsJob = {
  name: 'network.forget-polls',
  cron: '50 3 * * *',
  async run(ground: Ground): Promise<void> {
    await inTransaction(ground, systemActor('forget-polls'), async (ctx) => {
      const ago = (days: number) => ctx.now().subtract({ hours: days * HOURS })
      await dropPartitions(ctx, { table: 'network.port_samples', column: 'at' }, ago(SAMPLES_DAYS))
      await deleteOldOnuStates(ctx, ago(UNKNOWN_ONUS_DAYS))
    })
  },
}
