import { report, rounded } from '../report.ts'
import { PEER_NAME } from './freeradius/peer-server.ts'
import type { Measured } from './measure.ts'

const BENCH = 'radius'

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  const upper = sorted[half] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? Number.NaN) + upper) / 2
}

/** The median over the pairs of one number of each measurement. */
function medianOf(results: Measured[], read: (result: Measured) => number): number {
  return median(results.map(read))
}

/** One figure; with what it is compared with, and how often it is as much, where that was measured. */
export function show(
  metric: string,
  value: number,
  unit: string,
  versus?: { vs: string; ratio: number },
): void {
  const compared = versus && { vs: versus.vs, ratio: rounded(versus.ratio) }
  report({ bench: BENCH, metric, value: rounded(value), unit, ...compared })
}

/** Throughput, latency and cost of one kind of work over all pairs, beside the peer's. */
export function showWork(name: string, ours: Measured[], theirs: Measured[]): void {
  const compare = (metric: string, unit: string, read: (result: Measured) => number) => {
    const value = medianOf(ours, read)
    if (theirs.length === 0) return show(metric, value, unit)
    const peer = medianOf(theirs, read)
    show(metric, value, unit, { vs: PEER_NAME, ratio: value / peer })
    show(`peer_${metric}`, peer, unit)
  }
  compare(`${name}_per_second`, '1/s', ({ perSecond }) => perSecond)
  compare(`${name}_p50_ms`, 'ms', ({ p50Ms }) => p50Ms)
  compare(`${name}_p95_ms`, 'ms', ({ p95Ms }) => p95Ms)
  compare(`${name}_p99_ms`, 'ms', ({ p99Ms }) => p99Ms)
  compare(`${name}_server_cpu`, 'µs', ({ serverCpuMicroseconds }) => serverCpuMicroseconds)
  show(
    `${name}_generator_cpu`,
    medianOf(ours, ({ cpuMicroseconds }) => cpuMicroseconds),
    'µs',
  )
  show(
    `${name}_generator_busy`,
    medianOf(ours, ({ busyShare }) => busyShare),
    'of a core',
  )
}
