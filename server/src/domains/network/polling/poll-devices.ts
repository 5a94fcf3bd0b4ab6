import { type Ground, systemActor } from '#platform/context'
import type { SecretBox } from '#platform/secret-box'
import { inTransaction } from '#platform/transaction'
import {
  type ClaimRow,
  claimDue,
  insertMissingStates,
  releaseClaim,
} from './device-states.store.ts'
import { type Reading, readDevice } from './read-device.ts'
import { type PollFailure, SnmpFailure } from './snmp-failure.ts'
import { withSession } from './snmp-session.ts'
import { isComplete, toTarget } from './snmp-target.ts'
import { takeFailure, takeReading } from './take-reading.ts'

const ACTOR = systemActor('polling')
const PARALLEL_MAX = 50
const POLL_MS_MAX = 120_000
// Longer than any poll: whoever holds a claim for so long is dead.
const CLAIM_SECONDS = 180
const LOOK_MS = 5000

export type PollingGround = Ground & { box: SecretBox }

/**
 * Asks devices at their times until it is stopped. Any number of workers may do so at once: a device
 * is asked by one of them at a time. Stopping waits for what is being asked and written.
 */
export function startPoller(
  ground: PollingGround,
  { lookMs = LOOK_MS }: { lookMs?: number } = {},
): { stop(): Promise<void> } {
  const running = new Set<Promise<void>>()
  const stopping = new AbortController()
  let looking: Promise<void> | undefined
  const look = async () => {
    const limit = PARALLEL_MAX - running.size
    for (const claim of limit > 0 ? await claimDevices(ground, limit) : []) {
      const poll = pollClaimed(ground, claim, stopping.signal)
        .catch((error: unknown) => ground.log.error({ error: String(error) }, 'a poll was lost'))
        .finally(() => running.delete(poll))
      running.add(poll)
    }
  }
  const timer = setInterval(() => {
    looking ??= look()
      .catch((error: unknown) => ground.log.warn({ error: String(error) }, 'no device was polled'))
      .finally(() => {
        looking = undefined
      })
  }, lookMs)
  return {
    async stop() {
      clearInterval(timer)
      await looking
      stopping.abort()
      await Promise.all(running)
    },
  }
}

/** Asks the devices that are due now, or one of them, and returns when all is written. */
export async function pollDue(ground: PollingGround, deviceId?: number): Promise<number> {
  const claims = await claimDevices(ground, PARALLEL_MAX, deviceId)
  const never = new AbortController().signal
  await Promise.all(claims.map((claim) => pollClaimed(ground, claim, never)))
  return claims.length
}

function claimDevices(ground: Ground, limit: number, deviceId?: number): Promise<ClaimRow[]> {
  return inTransaction(ground, ACTOR, async (ctx) => {
    await insertMissingStates(ctx)
    const until = ctx.now().add({ seconds: CLAIM_SECONDS })
    return claimDue(ctx, { until, limit, deviceId })
  })
}

async function pollClaimed(
  ground: PollingGround,
  claim: ClaimRow,
  stopping: AbortSignal,
): Promise<void> {
  const startedMs = performance.now()
  const outcome = await readOnce(ground, claim, stopping)
  const pollMs = Math.round(performance.now() - startedMs)
  await inTransaction(ground, ACTOR, (ctx) => {
    if (typeof outcome !== 'string') return takeReading(ctx, claim, { reading: outcome, pollMs })
    // It was us who hung up: the device is to be asked again, by whoever works on.
    if (stopping.aborted) return releaseClaim(ctx, claim)
    return takeFailure(ctx, claim, { failure: outcome, pollMs })
  })
}

async function readOnce(
  { box }: PollingGround,
  claim: ClaimRow,
  stopping: AbortSignal,
): Promise<Reading | PollFailure> {
  const target = toTarget(box, claim)
  if (!isComplete(target)) return 'secret-missing'
  const signal = AbortSignal.any([stopping, AbortSignal.timeout(POLL_MS_MAX)])
  try {
    return await withSession(target, signal, (session) => readDevice(session, claim.dialect))
  } catch (error) {
    if (error instanceof SnmpFailure) return error.reason
    throw error
  }
}
