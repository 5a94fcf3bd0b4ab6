import { randomUUID } from 'node:crypto'
import { type Ground, systemActor } from '#platform/context'
import { isDatabaseAway } from '#platform/database-errors'
import { inTransaction } from '#platform/transaction'
import type { TrafficSums } from '../rules/traffic-sums.ts'
import type { BatchJournal } from './batch-journal.ts'
import { type FlowBatch, takeBatch } from './take-batch.ts'

const FLUSH_MS = 30_000
const REPLAY_MS = 2000
/** What was counted waits in memory for so long before it goes to the disk: an end of the process would lose it. */
const IN_MEMORY_MS = 120_000
const SUMS_PER_BATCH = 20_000
const ACTOR = systemActor('collector')

export type BatchWriter = {
  /** Everything counted so far is in the database, or kept, when it resolves. */
  flush(): Promise<void>
  /** Batches that are counted and not yet known to be in the database; those on disk count as one. */
  waiting(): number
  /** Flushes; what the database does not take goes to the disk. */
  stop(): Promise<void>
}

/**
 * Brings what was counted into the database every half minute. A batch is sent under its key until it is known to be
 * taken, and meanwhile the rest gathers. With the database away for longer, batches go to the journal and are replayed.
 */
export function createBatchWriter(
  ground: Ground,
  sums: TrafficSums,
  journal: BatchJournal,
): BatchWriter {
  const batches = createBatches(sums)
  let failingSinceMs: number | undefined
  let turn = Promise.resolve()
  let queued = 0

  async function flushAll({ isLast }: { isLast: boolean }): Promise<void> {
    try {
      for (let batch = batches.next(); batch; batch = batches.next()) {
        await commit(ground, batch)
        batches.settle()
      }
      failingSinceMs = undefined
    } catch (error) {
      const nowMs = performance.now()
      failingSinceMs ??= nowMs
      const level = isDatabaseAway(error) ? 'warn' : 'error'
      ground.log[level]({ error: String(error) }, 'counted traffic is not in the database yet')
      if (isLast || nowMs - failingSinceMs >= IN_MEMORY_MS) toDisk()
    }
  }

  function toDisk(): void {
    try {
      for (let batch = batches.next(); batch; batch = batches.next()) {
        journal.append([batch])
        batches.settle()
      }
      failingSinceMs = undefined
    } catch (error) {
      ground.log.error({ error: String(error) }, 'counted traffic could not be kept on disk')
    }
  }

  /** One at a time: a batch and its replay never run side by side. */
  function queue(work: () => Promise<void>): Promise<void> {
    queued += 1
    turn = turn.then(work).finally(() => {
      queued -= 1
    })
    return turn
  }

  async function replay(): Promise<void> {
    try {
      if (!journal.hasEntries()) return
      const count = await journal.drain(async (kept) => {
        for (const batch of kept) await commit(ground, batch)
      })
      ground.log.info({ count }, 'journal of traffic replayed')
    } catch (error) {
      const level = isDatabaseAway(error) ? 'debug' : 'error'
      ground.log[level]({ error: String(error) }, 'journal of traffic kept')
    }
  }

  const flush = (isLast: boolean) => queue(() => flushAll({ isLast }))
  // A database that is slow to refuse gathers no queue of attempts.
  const whenIdle = (work: () => Promise<void>) => () => (queued > 0 ? undefined : work())
  const timers = [
    setInterval(
      whenIdle(() => flush(false)),
      FLUSH_MS,
    ),
    setInterval(
      whenIdle(() => queue(replay)),
      REPLAY_MS,
    ),
  ]
  return {
    flush: () => flush(false),
    waiting: () => (batches.isInDoubt() ? 1 : 0) + (journal.hasEntries() ? 1 : 0),
    async stop() {
      for (const timer of timers) clearInterval(timer)
      await flush(true)
    },
  }
}

/** What has gathered, in batches: each is the next one until it is settled, under the same key. */
function createBatches(sums: TrafficSums) {
  const instance = randomUUID()
  let number = 0
  let inDoubt: FlowBatch | undefined
  return {
    next(): FlowBatch | undefined {
      if (inDoubt) return inDoubt
      const taken = sums.take(SUMS_PER_BATCH)
      if (taken.length === 0) return undefined
      number += 1
      inDoubt = { instance, number, sums: taken }
      return inDoubt
    },
    settle(): void {
      inDoubt = undefined
    },
    isInDoubt: () => inDoubt !== undefined,
  }
}

async function commit(ground: Ground, batch: FlowBatch): Promise<void> {
  await inTransaction(ground, ACTOR, (ctx) => takeBatch(ctx, batch))
}
