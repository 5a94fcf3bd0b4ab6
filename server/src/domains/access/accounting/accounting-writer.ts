import { type Ground, systemActor } from '#platform/context'
import { isDatabaseAway } from '#platform/database-errors'
import { inTransaction } from '#platform/transaction'
import { type AccountingRecord, recordAccounting } from '../../usage/index.ts'
import type { AccountingJournal } from './accounting-journal.ts'

const BATCH_RECORDS = 1000
const WAITING_MAX = 50_000
const REPLAY_MS = 2000
const ACTOR = systemActor('radius')

export type AccountingWriter = {
  /** Resolves when the record is durable; rejects when it could not be kept anywhere. */
  write(record: AccountingRecord): Promise<void>
  waiting(): number
  stop(): Promise<void>
}

type Waiting = { record: AccountingRecord; done(): void; failed(error: unknown): void }

/**
 * Writes accounting as group commits: while one statement is on its way, the packets that come in
 * gather for the next. With the database away they go to the journal and are replayed later.
 */
export function createAccountingWriter(
  ground: Ground,
  journal: AccountingJournal,
): AccountingWriter {
  let waiting: Waiting[] = []
  let flushing: Promise<void> | undefined

  async function flushAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, BATCH_RECORDS)
      waiting = waiting.slice(BATCH_RECORDS)
      await flush(batch)
    }
  }

  async function flush(batch: Waiting[]): Promise<void> {
    const records = batch.map(({ record }) => record)
    try {
      await persist(records)
      for (const { done } of batch) done()
    } catch (error) {
      ground.log.error({ error: String(error) }, 'accounting could not be written')
      for (const { failed } of batch) failed(error)
    }
  }

  async function persist(records: AccountingRecord[]): Promise<void> {
    try {
      await commit(ground, records)
    } catch (error) {
      if (!isDatabaseAway(error)) throw error
      journal.append(records)
    }
  }

  function kick(): void {
    flushing ??= flushAll().finally(() => {
      flushing = undefined
      if (waiting.length > 0) kick()
    })
  }

  let draining: Promise<unknown> | undefined

  /** A folder that cannot be read is a warning: sign-ins and new accounting go on. */
  async function replay(): Promise<number> {
    return journal.hasEntries() ? journal.drain((records) => commit(ground, records)) : 0
  }

  const timer = setInterval(() => {
    if (draining) return
    draining = replay()
      .then((count) => {
        if (count > 0) ground.log.info({ count }, 'accounting journal replayed')
      })
      .catch((error: unknown) => ground.log.warn({ error: String(error) }, 'journal kept'))
      .finally(() => {
        draining = undefined
      })
  }, REPLAY_MS)

  return {
    write(record) {
      if (waiting.length >= WAITING_MAX) return Promise.reject(new Error('accounting overload'))
      return new Promise((done, failed) => {
        waiting.push({ record, done, failed })
        kick()
      })
    },
    waiting: () => waiting.length,
    async stop() {
      clearInterval(timer)
      await flushing
      await draining
    },
  }
}

async function commit(ground: Ground, records: AccountingRecord[]): Promise<void> {
  await inTransaction(ground, ACTOR, (ctx) => recordAccounting(ctx, records))
}
