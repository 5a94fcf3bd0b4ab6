import type { Ground } from '#platform/context'
import { systemActor } from '#platform/context'
import { inTransaction } from '#platform/transaction'
import { closeDeadSessions } from './close-dead-sessions.ts'
import { endLapsed, LAPSED_AT_ONCE } from './dhcp-leases/keep-lease.ts'
import { tidyParts } from './parts/tidy-parts.ts'

/** Every five minutes: sessions that nobody has heard of are closed. */
export const closeDeadSessionsJob = {
  name: 'usage.close-dead-sessions',
  cron: '*/5 * * * *',
  async run(ground: Ground): Promise<void> {
    const closed = await inTransaction(ground, systemActor('dead-sessions'), closeDeadSessions)
    if (closed > 0) ground.log.info({ closed }, 'dead sessions closed')
  },
}

/** Every minute: leases of DHCP that ran out, and that no server told of, are ended. */
export const endLapsedLeasesJob = {
  name: 'usage.end-lapsed-leases',
  cron: '* * * * *',
  async run(ground: Ground): Promise<void> {
    let ended = 0
    do {
      ended = await inTransaction(ground, systemActor('lapsed-leases'), endLapsed)
      if (ended > 0) ground.log.info({ ended }, 'leases of DHCP have run out')
    } while (ended === LAPSED_AT_ONCE)
  },
}

/** Every night: services within sessions that are over are put away. */
export const tidyPartsJob = {
  name: 'usage.tidy-parts',
  cron: '40 3 * * *',
  async run(ground: Ground): Promise<void> {
    await inTransaction(ground, systemActor('dead-sessions'), tidyParts)
  },
}
