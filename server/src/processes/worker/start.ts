import { createRadiusClient } from '@altyn/radius'
import { collectDefaultMetrics } from 'prom-client'
import { readingContext, systemActor } from '#platform/context'
import { startHeartbeat } from '#platform/heartbeat'
import { startJobs } from '#platform/jobs'
import { createMetrics } from '#platform/metrics'
import { type DomainEvent, followEvents } from '#platform/outbox'
import { inTransaction } from '#platform/transaction'
import { ensurePartitions } from '#platform/upkeep/partitions'
import { readDueSpeeds } from '../../domains/access/index.ts'
import {
  findReadingsLeftBehind,
  readStartedStage,
} from '../../domains/catalogue/price-lists/price-lists.jobs.ts'
import { carryStartedRun, findRunsLeftBehind } from '../../domains/charging/charging.jobs.ts'
import { createScriptRunner, settleScriptRuns } from '../../domains/network/index.ts'
import { startPoller } from '../../domains/network/polling/polling.jobs.ts'
import { getDefaultOperator } from '../../domains/settings/index.ts'
import type { ProcessGround } from '../ground.ts'
import { JOBS } from './jobs.ts'
import { followUp, type Hands } from './subscriptions.ts'

const RETRY_QUEUE = 'worker.event-again'
const ACTOR = systemActor('worker')

/** Follows the events of the house, keeps its schedule, and finishes what was left half-way. */
export async function startWorker(ground: ProcessGround) {
  const { pool, log, databaseUrl } = ground
  const metrics = createMetrics()
  collectDefaultMetrics({ register: metrics, prefix: 'altyn_' })
  await inTransaction(ground, ACTOR, (ctx) => ensurePartitions(ctx))
  const client = createRadiusClient()
  const background = new Set<Promise<void>>()
  const scripts = createScriptRunner({ ground, box: ground.box, readSpeeds: readDueSpeeds })
  const hands: Hands = {
    ground,
    messenger: { ground, box: ground.box, client },
    scripts,
    inBackground(work) {
      const watched = work
        .catch((error: unknown) => log.error({ error: String(error) }, 'background work failed'))
        .finally(() => background.delete(watched))
      background.add(watched)
    },
  }
  const jobs = await startJobs(databaseUrl, log)
  await jobs.handle<{ name: string; payload: Record<string, unknown> }>(RETRY_QUEUE, (event) =>
    followUp(hands, { id: 0n, ...event }),
  )
  const { time_zone } = await getDefaultOperator(readingContext(ground, ACTOR))
  for (const { name, cron, run } of JOBS) {
    await jobs.schedule({ name, cron, timeZone: time_zone, run: () => run(hands) })
  }
  const stopFollowing = followEvents({
    pool,
    log,
    name: 'worker',
    onEvents: (events) => followAll(hands, events, jobs.send),
  })
  for (const runId of await findRunsLeftBehind(ground)) {
    hands.inBackground(carryStartedRun(ground, runId))
  }
  for (const stageId of await findReadingsLeftBehind(ground)) {
    hands.inBackground(readStartedStage(ground, stageId))
  }
  const poller = startPoller(ground)
  await settleScriptRuns(ground)
  scripts.wake()
  const heartbeat = startHeartbeat(ground, 'worker', metrics)
  await heartbeat.first
  return {
    ready: {},
    async stop() {
      await stopFollowing()
      await poller.stop()
      await jobs.stop()
      await scripts.stop()
      await Promise.all(background)
      await client.close()
      await heartbeat.stop()
      await pool.end()
    },
  }
}

/** One event that fails never holds up the others: it is tried again from the queue. */
async function followAll(
  hands: Hands,
  events: DomainEvent[],
  again: (queue: string, event: object) => Promise<void>,
): Promise<void> {
  for (const event of events) {
    try {
      await followUp(hands, event)
    } catch (error) {
      hands.ground.log.error({ error: String(error), event: event.name }, 'to be tried again')
      await again(RETRY_QUEUE, { name: event.name, payload: event.payload })
    }
  }
}
