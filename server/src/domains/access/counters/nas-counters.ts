import type { DropReason, Packet } from '@altyn/radius'
import { type Ground, systemActor } from '#platform/context'
import { inTransaction } from '#platform/transaction'
import { keepSightings } from '../../network/index.ts'
import {
  countAsked,
  countDropped,
  emptyTally,
  minuteOf,
  see,
  type Tally,
  toRecords,
} from './nas-tally.ts'
import { tellAgentStates } from './tell-agent-states.ts'

const LOOK_MS = 1000
/** Minutes × servers that wait for the database; what is more is not counted. */
const WAITING_MAX = 100_000
const ACTOR = systemActor('radius')

/** Counts what each access server sends; the database hears of it once a minute. */
export type NasCounters = {
  /** A request that was believed; over TLS nothing had to be signed. */
  asked(nasId: number, request: Packet, carrier: 'udp' | 'tls'): void
  refused(nasId: number): void
  accounted(nasId: number): void
  /** A packet that was not believed. */
  dropped(nasId: number, packet: { reason: DropReason; datagram: Buffer }): void
  /** Writes down what was counted so far, and how the agents fare. */
  report(): Promise<void>
  stop(): Promise<void>
}

/** `instance` names this process among those that serve the same agents. */
export function createNasCounters(ground: Ground, instance: string): NasCounters {
  let nowMs = ground.clock.now().epochMilliseconds
  let tallies = new Map<number, Tally>()
  let waiting: Tally[] = []
  let turn: Promise<void> = Promise.resolve()

  function tallyOf(nasId: number): Tally {
    const known = tallies.get(nasId)
    if (known) return known
    const fresh = emptyTally(nasId, nowMs)
    tallies.set(nasId, fresh)
    return fresh
  }

  /** One after another, so that what could not be written goes first the next time. */
  function report(): Promise<void> {
    waiting = [...waiting, ...tallies.values()].slice(-WAITING_MAX)
    tallies = new Map()
    turn = turn.then(write)
    return turn
  }

  async function write(): Promise<void> {
    const batch = waiting
    waiting = []
    try {
      await inTransaction(ground, ACTOR, async (ctx) => {
        if (batch.length > 0) await keepSightings(ctx, toRecords(batch))
        await tellAgentStates(ctx, instance)
      })
    } catch (error) {
      waiting = [...batch, ...waiting].slice(-WAITING_MAX)
      ground.log.warn({ error: String(error) }, 'what access servers sent is told later')
    }
  }

  // Nobody asks the clock for each packet: the time is as of the last look.
  const timer = setInterval(() => {
    const before = minuteOf(nowMs)
    nowMs = ground.clock.now().epochMilliseconds
    if (minuteOf(nowMs) !== before) void report()
  }, LOOK_MS)

  return {
    asked: (nasId, request, carrier) => countAsked(tallyOf(nasId), request, { carrier, nowMs }),
    refused(nasId) {
      tallyOf(nasId).rejects += 1
    },
    accounted(nasId) {
      const tally = tallyOf(nasId)
      tally.accounting += 1
      see(tally, 'accounting', nowMs)
    },
    dropped: (nasId, packet) => countDropped(tallyOf(nasId), packet, nowMs),
    report,
    async stop() {
      clearInterval(timer)
      await report()
    },
  }
}
