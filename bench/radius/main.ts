// npm run bench -- radius [--accounts 100000] [--pairs 5] [--seconds 4]: sign-ins and accounting,
// ours and FreeRADIUS in turn. README.md says what the figures are.
import { readConfig } from '../../server/src/platform/config.ts'
import { createPool } from '../../server/src/platform/database.ts'
import { reportMachine } from '../report.ts'
import {
  showCeiling,
  showCold,
  showOpenLoop,
  showOverload,
  showPairs,
  showWithHistory,
} from './course.ts'
import { findMissingOfPeer, startPeer } from './freeradius/peer-server.ts'
import { startLoadGenerator } from './load/load-generator.ts'
import { readOptions } from './options.ts'
import { startOurServer } from './our-server.ts'
import { prepare } from './prepare.ts'
import type { Rival } from './rival.ts'
import { showStorm } from './storm.ts'

const SECRET = 'bench-shared-secret'

const config = readConfig()
const databaseUrl = config.databaseUrl ?? ''
const stops: (() => Promise<void>)[] = []

/** Stops what was started, the last first. */
async function stopAll(): Promise<void> {
  for (const stop of stops.splice(0).reverse()) await stop()
}

function kept<T extends { stop(): Promise<void> }>(started: T): T {
  stops.push(() => started.stop())
  return started
}

async function findPeer(start: () => Promise<Rival>): Promise<Rival | undefined> {
  const missing = findMissingOfPeer()
  if (!missing) return kept(await start())
  process.stderr.write(`NOT COMPARED with FreeRADIUS: there is no ${missing}\n`)
  return undefined
}

async function run(): Promise<void> {
  const options = readOptions(process.argv.slice(2))
  const { accounts, seconds, pairs, profileFolder } = options
  const pool = createPool({ url: databaseUrl, connectionsMax: 4, applicationName: 'bench' })
  stops.push(() => pool.end())
  const generator = kept(startLoadGenerator())
  const bench = { generator, accounts, seconds, secret: SECRET }
  reportMachine('radius')
  await prepare(pool, config, bench)
  await showCeiling(bench)
  const ours = kept(await startOurServer(pool, profileFolder))
  const peer = options.isPeerWanted
    ? await findPeer(() => startPeer({ pool, databaseUrl, accounts, secret: SECRET }))
    : undefined
  const course = { bench, pairs, ours, peer }
  await showCold(course)
  const { pap, accounting } = await showPairs(course)
  await showOpenLoop(course)
  await showOverload(course, pap)
  await showWithHistory(course, pool, { sessions: options.history, without: accounting })
  await ours.stop()
  const fresh = kept(await startOurServer(pool, profileFolder))
  await showStorm(bench, fresh, { pool, subscribers: options.storm })
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    void stopAll().finally(() => process.exit(1))
  })
}

try {
  await run()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
} finally {
  await stopAll()
}
