import { join } from 'node:path'
import { collectDefaultMetrics } from 'prom-client'
import { startHeartbeat } from '#platform/heartbeat'
import { createMetrics } from '#platform/metrics'
import { followEvents } from '#platform/outbox'
import { startAccessRadius } from '../../domains/access/access.radius.ts'
import type { ProcessGround } from '../ground.ts'

/** Answers RADIUS on both ports and keeps its memory fresh by the events of the house. */
export async function startRadius(ground: ProcessGround) {
  const { config, pool, log } = ground
  const metrics = createMetrics()
  collectDefaultMetrics({ register: metrics, prefix: 'altyn_' })
  const options = {
    ...config.radius,
    journalFolder: join(config.dataFolder, 'radius-journal'),
    radsecFolder: join(config.dataFolder, 'radsec'),
    // Stays the same over restarts: the journal of before is found again.
    instance: `radius-${config.radius.authPort}`,
  }
  const radius = await startAccessRadius(ground, ground.box, options, metrics)
  const stopFollowing = followEvents({
    pool,
    log,
    onEvents: radius.hear,
    onReconnect: () => {
      radius
        .catchUp()
        .catch((error: unknown) => log.warn({ error: String(error) }, 'not caught up'))
    },
  })
  const heartbeat = startHeartbeat(ground, 'radius', metrics)
  await heartbeat.first
  return {
    ready: {
      authPort: radius.authPort,
      acctPort: radius.acctPort,
      radsecPort: radius.radsecPort,
      restPort: radius.restPort,
    },
    report: radius.report,
    async stop() {
      await radius.stop()
      await stopFollowing()
      await heartbeat.stop()
      await pool.end()
    },
  }
}
