import { check } from './check.ts'
import { totalsOf } from './load/accounting-deck.ts'
import type { Drive, DriveResult } from './load/drive.ts'
import type { LoadGenerator } from './load/load-generator.ts'
import type { Method } from './load/sign-in-deck.ts'
import { processorTimeOf } from './processor-time.ts'
import type { Rival } from './rival.ts'

/** Requests under way at any moment of a closed loop, the same for everybody. */
const WINDOW = 256
/** More than any server here answers in a second. */
const ACCOUNTING_PER_SECOND_MAX = 40_000
const PACKETS_PER_SESSION = 6
const PACKETS_MAX = 4_000_000
const COLD_SECONDS_MAX = 900
/** Long enough for what the server does every ten seconds to fall into it. */
const OPEN_LOOP_SECONDS_MIN = 12

/** A drive with the processor time that the server itself used for one request. */
export type Measured = DriveResult & { serverCpuMicroseconds: number }

export type Bench = { generator: LoadGenerator; accounts: number; seconds: number; secret: string }

/** Drives a deck and checks every answer; `mayRefuse` leaves refusals to the caller. */
export async function measure(
  { generator }: Bench,
  rival: Rival,
  deck: string,
  drive: Drive,
  { mayRefuse = false } = {},
): Promise<Measured> {
  const before = processorTimeOf(rival.pid)
  const result = await generator.drive(deck, drive)
  const used = processorTimeOf(rival.pid) - before
  const title = `${rival.name}, ${deck}`
  check(result.lost === 0, `${title}: ${result.lost} requests were never answered`)
  check(
    mayRefuse || result.wrong === 0,
    `${title}: ${result.wrong} of ${result.answered} answers were wrong`,
  )
  check(result.answered === result.sent, `${title}: ${result.answered} answers of ${result.sent}`)
  process.stderr.write(`${title}: ${describe(result)}\n`)
  return { ...result, serverCpuMicroseconds: used / result.answered }
}

function describe(result: DriveResult): string {
  const { perSecond, p50Ms, p99Ms, repeated, busyShare } = result
  const busy = `generator busy ${Math.round(100 * busyShare)} %`
  const latency = `p50 ${p50Ms.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms`
  return `${Math.round(perSecond)}/s, ${latency}, ${repeated} repeated, ${busy}`
}

/** Every account once, for the first time: nothing is in memory yet, and all is afterwards. */
export async function measureCold(bench: Bench, rival: Rival): Promise<Measured> {
  const { accounts: packetsMax } = bench
  const drive = {
    port: rival.authPort,
    from: 0,
    packetsMax,
    seconds: COLD_SECONDS_MAX,
    window: WINDOW,
  }
  const result = await measure(bench, rival, 'pap', drive)
  check(result.sent === packetsMax, `only ${result.sent} accounts in ${COLD_SECONDS_MAX} seconds`)
  places.set(next(rival, 'pap'), result.sent)
  return result
}

/** Where each deck was left: the next measurement goes on from there, with packets long forgotten. */
const places = new Map<string, number>()

function next(rival: Rival, method: Method): string {
  return `${rival.name}:${method}`
}

export async function measureSignIn(bench: Bench, rival: Rival, method: Method): Promise<Measured> {
  const from = places.get(next(rival, method)) ?? 0
  const result = await measure(bench, rival, method, {
    port: rival.authPort,
    from,
    packetsMax: PACKETS_MAX,
    seconds: bench.seconds,
    window: WINDOW,
  })
  places.set(next(rival, method), from + result.sent)
  return result
}

/** Sign-ins at a steady rate, however long the answers take. */
export async function measureOpenLoop(
  bench: Bench,
  rival: Rival,
  ratePerSecond: number,
): Promise<Measured> {
  const from = places.get(next(rival, 'pap')) ?? 0
  const lasting = Math.max(bench.seconds, OPEN_LOOP_SECONDS_MIN)
  const packetsMax = ratePerSecond * lasting
  const seconds = lasting + 10
  const drive = { port: rival.authPort, from, packetsMax, seconds, window: 0, ratePerSecond }
  const result = await measure(bench, rival, 'pap', drive)
  places.set(next(rival, 'pap'), from + result.sent)
  return result
}

const OVERLOAD_SECONDS = 30
const OVERLOAD = 3
/** Identifiers for a second of overload: what is still without an answer then was refused. */
const OVERLOAD_SOCKETS = 256
const RECOVERY_SECONDS = 10
const RECOVERY_LOAD = 0.5

export type Overload = { p99Ms: number; answeredPerSecond: number; recoverySeconds: number }

/**
 * Three times as many sign-ins as the server can answer, whatever it does; then half as many as it can. Recovered is
 * it when all are answered, and soon.
 */
export async function measureOverload(
  bench: Bench,
  rival: Rival,
  capacityPerSecond: number,
): Promise<Overload> {
  const { generator, accounts, secret } = bench
  const plan = { method: 'pap' as const, accounts, secret }
  const size = { countMin: 3 * accounts, sockets: OVERLOAD_SOCKETS }
  await generator.build({ kind: 'build-sign-in', deck: 'overload', plan: { ...plan, ...size } })
  const common = { port: rival.authPort, from: 0, packetsMax: PACKETS_MAX, window: 0 }
  const overload = await generator.drive('overload', {
    ...common,
    seconds: OVERLOAD_SECONDS,
    ratePerSecond: Math.round(OVERLOAD * capacityPerSecond),
    isImpatient: true,
  })
  const after = await generator.drive('overload', {
    ...common,
    from: overload.sent,
    seconds: RECOVERY_SECONDS,
    ratePerSecond: Math.round(RECOVERY_LOAD * capacityPerSecond),
    isImpatient: true,
  })
  const share = Math.round((100 * overload.answered) / overload.sent)
  process.stderr.write(
    `${rival.name}, overload: ${overload.sent} sent, ${share} % answered, ${describe(overload)}\n`,
  )
  process.stderr.write(`${rival.name}, after it: ${describe(after)}\n`)
  check(overload.answered > 0, `${rival.name} answered nothing under overload`)
  return {
    p99Ms: overload.p99Ms,
    answeredPerSecond: overload.perSecond,
    recoverySeconds: after.lastSlowSeconds,
  }
}

let runs = 0

/** Accounting of sessions never seen before; then the database must hold exactly what was sent. */
export async function measureAccounting(bench: Bench, rival: Rival): Promise<Measured> {
  runs += 1
  const { generator, accounts, seconds, secret } = bench
  const sessions = Math.ceil((seconds * ACCOUNTING_PER_SECOND_MAX) / PACKETS_PER_SESSION)
  const plan = { run: `run${runs}`, sessions, accounts, secret }
  await generator.build({ kind: 'build-accounting', deck: 'accounting', plan })
  const result = await measure(bench, rival, 'accounting', {
    port: rival.acctPort,
    from: 0,
    packetsMax: PACKETS_MAX,
    seconds,
    window: WINDOW,
  })
  const expected = totalsOf(sessions, result.sent)
  const found = await rival.readTotals(plan.run)
  check(
    JSON.stringify(found) === JSON.stringify(expected),
    `${rival.name} has ${JSON.stringify(found)} after ${JSON.stringify(expected)} was sent`,
  )
  return result
}

/** What the generator reaches against a responder that only echoes. */
export function measureCeiling({ generator, seconds }: Bench, port: number): Promise<DriveResult> {
  const drive = { port, from: 0, packetsMax: PACKETS_MAX, seconds, window: WINDOW }
  return generator.drive('pap', drive)
}
