import { type Ground, systemActor } from '#platform/context'
import { inTransaction } from '#platform/transaction'
import { learnStation } from '../accounts/index.ts'

const FLUSH_MS = 1000
const KEPT_MAX = 10_000
const ACTOR = systemActor('radius')

type Learnt = { accountId: number; agentId: number; mac: string }
export type StationLearner = {
  /** The first MAC address that an account signs in from; who is told of twice is learnt once. */
  learn(learnt: Learnt): void
  stop(): Promise<void>
}

/** Writes MAC addresses down behind the answers. What does not fit is learnt at the next sign-in. */
export function createStationLearner(ground: Ground): StationLearner {
  const kept = new Map<number, Learnt>()

  async function flush(): Promise<void> {
    const batch = [...kept.values()]
    kept.clear()
    for (const learnt of batch) {
      try {
        await inTransaction(ground, ACTOR, (ctx) => learnStation(ctx, learnt))
      } catch (error) {
        ground.log.warn({ error: String(error), ...learnt }, 'MAC address not learnt')
      }
    }
  }

  let flushing: Promise<void> | undefined
  const timer = setInterval(() => {
    if (kept.size === 0) return
    flushing ??= flush().finally(() => {
      flushing = undefined
    })
  }, FLUSH_MS)

  return {
    learn(learnt) {
      if (kept.size < KEPT_MAX) kept.set(learnt.accountId, learnt)
    },
    async stop() {
      clearInterval(timer)
      await flushing
      await flush()
    },
  }
}
