// npm run bench -- holders [sessions] [accounts]: who had an address at a moment, over a year of
// finished sessions.

import { findHolder } from '../../server/src/domains/usage/holders/find-holder.ts'
import { type Context, type Ground, systemActor } from '../../server/src/platform/context.ts'
import { createDatabase, createPool } from '../../server/src/platform/database.ts'
import { silentLog } from '../../server/src/platform/log.ts'
import { migrate } from '../../server/src/platform/migrate.ts'
import { inTransaction } from '../../server/src/platform/transaction.ts'
import { report, reportMachine, rounded } from '../report.ts'
import {
  accountOf,
  BLOCK_PORTS,
  BLOCKS_PER_ADDRESS,
  DAYS,
  daysOf,
  delegatedOf,
  fill,
  insideOf,
  ipv4Of,
  linkOf,
  natOf,
  sizeOf,
  YEAR_BEGIN,
  YEAR_END,
} from './dataset.ts'

const BENCH = 'holders'
const SESSIONS = 5_000_000
const ACCOUNTS = 1_000_000
const QUESTIONS = 1000
const WARMING = 20
const DAYS_PER_LINE = 30
const HOUR_SECONDS = 3600
const ACTOR = systemActor('bench')
const PROMISED_MS = 100

// biome-ignore lint/style/noProcessEnv: how the runner of benchmarks tells where its database is.
const url = process.env.DATABASE_URL ?? ''
const size = sizeOf(Number(process.argv[2] ?? SESSIONS), Number(process.argv[3] ?? ACCOUNTS))
const pool = createPool({ url, connectionsMax: 4, applicationName: 'bench' })
const ground: Ground = { db: createDatabase(pool), clock: { now: () => YEAR_END }, log: silentLog }
const deed = <Result>(work: (ctx: Context) => Promise<Result>) => inTransaction(ground, ACTOR, work)
const roll = createDice(17)

type Drawn = { address: string; port?: number; at: Temporal.Instant; accountId: number }

reportMachine(BENCH)
await migrate(pool)
const began = performance.now()
const filled = await fill(pool, size, (day) => {
  if (day % DAYS_PER_LINE === 0) process.stderr.write(`day ${day} of ${DAYS}\n`)
})
const { rows } = await pool.query<{ bytes: bigint }>(
  `select sum(pg_total_relation_size(relid))::bigint as bytes
  from pg_partition_tree('usage.closed_sessions')`,
)
for (const [metric, value, unit] of [
  ['sessions', filled.sessions, ''],
  ['nat_blocks', filled.natBlocks, ''],
  ['accounts', size.accounts, ''],
  ['archive_size', rounded(Number(rows[0]?.bytes ?? 0n) / 2 ** 30), 'GiB'],
  ['filling', rounded((performance.now() - began) / 1000), 's'],
] as const) {
  report({ bench: BENCH, metric, value, unit })
}

await measure('ipv4', () => onAddress(ipv4Of))
await measure('ipv6_link', () => onAddress(linkOf))
await measure('ipv6_delegated', () => onAddress(delegatedOf))
await measure('nat_port', drawNat)
await pool.end()

/** A moment in the middle of a session, at any time of the year. */
function onAddress(textOf: (address: number) => string): Drawn {
  const address = roll(size.addresses)
  const day = roll(DAYS)
  const first = day - (day % daysOf(address))
  const at = YEAR_BEGIN.add({ hours: day * 24 + 2 })
  return { address: textOf(address), at, accountId: accountOf(address, first, size) }
}

function drawNat(): Drawn {
  const nat = roll(size.natAddresses)
  const block = roll(BLOCKS_PER_ADDRESS)
  const day = roll(DAYS)
  const inside = insideOf(nat, block, day, size)
  const first = day - (day % daysOf(inside))
  return {
    address: natOf(nat),
    port: BLOCK_PORTS * (1 + block) + roll(BLOCK_PORTS),
    at: YEAR_BEGIN.add({ hours: day * 24, seconds: 2 * HOUR_SECONDS }),
    accountId: accountOf(inside, first, size),
  }
}

/** Asks one after another, each for another address, and looks whether each answer is right. */
async function measure(kind: string, draw: () => Drawn): Promise<void> {
  const times: number[] = []
  for (let i = 0; i < QUESTIONS + WARMING; i += 1) {
    const { accountId, ...question } = draw()
    const asked = performance.now()
    const { holders } = await deed((ctx) => findHolder(ctx, question))
    if (i >= WARMING) times.push(performance.now() - asked)
    const [holder] = holders
    if (holders.length !== 1 || holder?.accountId !== accountId || holder.certainty !== 'sure') {
      process.stderr.write(`WRONG: ${JSON.stringify({ kind, question, accountId, holder })}\n`)
      process.exit(1)
    }
  }
  const sorted = times.sort((a, b) => a - b)
  for (const [metric, part] of [
    ['p50', 0.5],
    ['p95', 0.95],
    ['p99', 0.99],
  ] as const) {
    const value = rounded(sorted[Math.floor(sorted.length * part)] ?? Number.NaN)
    report({
      bench: BENCH,
      metric: `${kind}_${metric}`,
      value,
      unit: 'ms',
      ...(metric === 'p95' && {
        vs: `the promised ${PROMISED_MS} ms`,
        ratio: rounded(value / PROMISED_MS),
      }),
    })
  }
}

/** The same numbers on every machine: a linear congruential generator (Numerical Recipes). */
function createDice(seed: number): (sides: number) => number {
  let state = seed >>> 0
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * sides)
  }
}
