import { join } from 'node:path'
import { collectDefaultMetrics } from 'prom-client'
import { startHeartbeat } from '#platform/heartbeat'
import { createMetrics } from '#platform/metrics'
import { followEvents } from '#platform/outbox'
import { startFlowCounting } from '../../domains/usage/usage.flows.ts'
import type { ProcessGround } from '../ground.ts'

/**
 * Listens to routers for the agents that take flows, from the moment there is one. Without any it holds no port and
 * no memory, and only waits for the first.
 */
export async function startCollector(ground: ProcessGround) {
  const { config, pool, log } = ground
  const metrics = createMetrics()
  collectDefaultMetrics({ register: metrics, prefix: 'altyn_' })
  const options = { ...config.flows, journalFolder: join(config.dataFolder, 'flows-journal') }
  const counting = await startFlowCounting(ground, options, metrics)
  const stopFollowing = followEvents({
    pool,
    log,
    onEvents: counting.hear,
    onReconnect: () => {
      counting
        .catchUp()
        .catch((error: unknown) => log.warn({ error: String(error) }, 'not caught up'))
    },
  })
  const heartbeat = startHeartbeat(ground, 'collector', metrics)
  await heartbeat.first
  return {
    ready: {},
    counting,
    async stop() {
      // News that came later would open ports again.
      await stopFollowing()
      await counting.stop()
      await heartbeat.stop()
      await pool.end()
    },
  }
}
