import type pg from 'pg'
import { fillHistory } from './dataset.ts'
import { median, show, showWork } from './figures.ts'
import { withEcho } from './load/load-generator.ts'
import {
  type Bench,
  type Measured,
  measureAccounting,
  measureCeiling,
  measureCold,
  measureOpenLoop,
  measureOverload,
  measureSignIn,
} from './measure.ts'
import type { Rival } from './rival.ts'
import { spotCheck } from './spot-check.ts'

const STEADY_PER_SECOND = 1000
const CHECKED_ACCOUNTS = 20

type Series = { pap: Measured[]; chap: Measured[]; accounting: Measured[] }
type Course = { bench: Bench; pairs: number; ours: Rival; peer: Rival | undefined }

/** Shows that the generator is not what is measured. */
export async function showCeiling(bench: Bench): Promise<void> {
  const ceiling = await withEcho((port) => measureCeiling(bench, port))
  show('generator_ceiling_per_second', ceiling.perSecond, '1/s')
  show('generator_cpu', ceiling.cpuMicroseconds, 'µs')
}

/** Every account's first sign-in: checked one by one for a few, then all of them. */
export async function showCold({ bench, ours, peer }: Course): Promise<void> {
  const cold = await measureCold(bench, ours)
  show('pap_cold_per_second', cold.perSecond, '1/s')
  show('pap_cold_server_cpu', cold.serverCpuMicroseconds, 'µs')
  const step = Math.max(1, Math.floor(bench.accounts / CHECKED_ACCOUNTS))
  const numbers = Array.from({ length: CHECKED_ACCOUNTS }, (_, index) => 1 + index * step)
  for (const rival of [ours, peer]) {
    if (rival) await spotCheck(rival, numbers, Buffer.from(bench.secret))
  }
}

/** Ours and the peer in turn, so that a slow moment of the machine falls on both. */
export async function showPairs(course: Course): Promise<Series> {
  const ours: Series = { pap: [], chap: [], accounting: [] }
  const theirs: Series = { pap: [], chap: [], accounting: [] }
  for (let pair = 0; pair < course.pairs; pair += 1) {
    await measureAll(course.bench, course.ours, ours)
    if (course.peer) await measureAll(course.bench, course.peer, theirs)
  }
  for (const name of ['pap', 'chap', 'accounting'] as const) {
    showWork(name, ours[name], theirs[name])
  }
  return ours
}

async function measureAll(bench: Bench, rival: Rival, series: Series): Promise<void> {
  series.pap.push(await measureSignIn(bench, rival, 'pap'))
  series.chap.push(await measureSignIn(bench, rival, 'chap'))
  series.accounting.push(await measureAccounting(bench, rival))
}

/** Latency from the moment when each request was due, at a rate that asks little. */
export async function showOpenLoop({ bench, ours, peer }: Course): Promise<void> {
  const metric = `pap_p99_ms_at_${STEADY_PER_SECOND}`
  const { p99Ms } = await measureOpenLoop(bench, ours, STEADY_PER_SECOND)
  if (!peer) return show(metric, p99Ms, 'ms')
  const their = await measureOpenLoop(bench, peer, STEADY_PER_SECOND)
  show(metric, p99Ms, 'ms', { vs: peer.name, ratio: p99Ms / their.p99Ms })
}

/** How long answers take, and how soon all is well again, when three times as many ask as can be answered. */
export async function showOverload({ bench, ours }: Course, pap: Measured[]): Promise<void> {
  const capacity = median(pap.map(({ perSecond }) => perSecond))
  const { p99Ms, answeredPerSecond, recoverySeconds } = await measureOverload(bench, ours, capacity)
  show('overload_p99_ms', p99Ms, 'ms')
  const vs = 'without overload'
  show('overload_answered_per_second', answeredPerSecond, '1/s', {
    vs,
    ratio: answeredPerSecond / capacity,
  })
  show('overload_recovery_seconds', recoverySeconds, 's')
}

/** Accounting once more with a long history, right after a mass stop. */
export async function showWithHistory(
  { bench, pairs, ours }: Course,
  pool: pg.Pool,
  { sessions, without }: { sessions: number; without: Measured[] },
): Promise<void> {
  process.stderr.write(`putting ${sessions} sessions into history\n`)
  await fillHistory(pool, { accounts: bench.accounts, sessions })
  const results: Measured[] = []
  for (let pair = 0; pair < pairs; pair += 1) results.push(await measureAccounting(bench, ours))
  const perSecond = median(results.map((result) => result.perSecond))
  const before = median(without.map((result) => result.perSecond))
  const vs = 'the same without history'
  show('accounting_with_history_per_second', perSecond, '1/s', { vs, ratio: perSecond / before })
}
