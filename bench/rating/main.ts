// npm run bench -- rating [calls]: calls priced in memory, and a file of calls from its bytes to
// committed postings.

import { reviewContracts } from '../../server/src/domains/blocking/index.ts'
import { countDifferingWallets, readBooks } from '../../server/src/domains/ledger/index.ts'
import { readCallFile } from '../../server/src/domains/rating/index.ts'
import { takeCallFile } from '../../server/src/domains/usage/calls/take-file.ts'
import { type Context, type Ground, systemActor } from '../../server/src/platform/context.ts'
import { createDatabase, createPool } from '../../server/src/platform/database.ts'
import { silentLog } from '../../server/src/platform/log.ts'
import { migrate } from '../../server/src/platform/migrate.ts'
import { inTransaction } from '../../server/src/platform/transaction.ts'
import { ensurePartitions } from '../../server/src/platform/upkeep/partitions.ts'
import { report, reportMachine, rounded } from '../report.ts'
import { type DrawnCall, drawCalls, drawPrices, fill } from './dataset.ts'
import { createPlainPricer, measureInMemory } from './in-memory.ts'

const BENCH = 'rating'
const PREFIXES = 100_000
const CALLS = 200_000
const CALLS_IN_MEMORY = 500_000
const ACCOUNTS = 10_000
const CALLS_PER_ACCOUNT = 20
const REVIEWED_AT_ONCE = 500
const EXACT_PER_MINOR = 60n * 10_000n
const ACTOR = systemActor('bench')
const NOW = Temporal.Instant.from('2026-10-31T12:00:00+03:00')

// biome-ignore lint/style/noProcessEnv: how the runner of benchmarks tells where its database is.
const url = process.env.DATABASE_URL ?? ''
const count = Number(process.argv[2] ?? CALLS)
const accounts = Math.min(ACCOUNTS, Math.ceil(count / CALLS_PER_ACCOUNT))
const pool = createPool({ url, connectionsMax: 4, applicationName: 'bench' })
const ground: Ground = { db: createDatabase(pool), clock: { now: () => NOW }, log: silentLog }
const deed = <Result>(work: (ctx: Context) => Promise<Result>) => inTransaction(ground, ACTOR, work)

reportMachine(BENCH)
const prices = drawPrices(PREFIXES)
const memory = measureInMemory(prices, CALLS_IN_MEMORY)
report({
  bench: BENCH,
  metric: 'calls_per_second_per_core',
  value: rounded(memory.perSecond),
  unit: '1/s',
  vs: 'one look into a table of whole numbers for each call',
  ratio: rounded(memory.perSecond / memory.floorPerSecond),
})

await migrate(pool)
await deed((ctx) => ensurePartitions(ctx))
process.stderr.write(`filling ${accounts} accounts and ${prices.length} prices\n`)
await fill(pool, { accounts, prices })
const calls = [...drawCalls(count, { accounts, prices })]
const warm = await measureFile(calls.slice(0, 1000), 'warm.csv')
const file = await measureFile(calls.slice(1000), 'calls.csv')
const floor = await measureFloor()
report({
  bench: BENCH,
  metric: 'cdr_file_to_ledger_per_second',
  value: rounded(file.calls / file.seconds),
  unit: '1/s',
  vs: 'one SQL statement that copies the same rows of calls into a table without indexes',
  ratio: rounded(file.calls / file.seconds / floor),
})
for (const [metric, value] of [
  ['reading_and_pricing_seconds', file.readingSeconds],
  ['charging_seconds', file.seconds - file.readingSeconds],
] as const) {
  report({ bench: BENCH, metric, value: rounded(value), unit: 's' })
}
const peak = process.resourceUsage().maxRSS / 1024
report({ bench: BENCH, metric: 'memory_peak', value: Math.round(peak), unit: 'MiB' })
check(warm.calls + file.calls === count, 'calls were lost')
await audit()
await pool.end()

type Measured = { calls: number; seconds: number; readingSeconds: number }

/** From the bytes of a file until the last contract is charged. */
async function measureFile(drawn: readonly DrawnCall[], name: string): Promise<Measured> {
  const content = Buffer.from(drawn.map(lineOf).join(''))
  const began = performance.now()
  const { id } = await deed((ctx) => takeCallFile(ctx, { agentId: 2, name, content }))
  await readCallFile(ground, ACTOR, id)
  const read = performance.now()
  const ids = [...new Set(drawn.map(({ account }) => account))].sort((a, b) => a - b)
  for (let i = 0; i < ids.length; i += REVIEWED_AT_ONCE) {
    await deed((ctx) => reviewContracts(ctx, ids.slice(i, i + REVIEWED_AT_ONCE)))
  }
  const end = performance.now()
  return {
    calls: drawn.length,
    seconds: (end - began) / 1000,
    readingSeconds: (read - began) / 1000,
  }
}

function lineOf({ startedAtMs, numberFrom, numberTo, seconds }: DrawnCall): string {
  const at = Temporal.Instant.fromEpochMilliseconds(startedAtMs).toString()
  return `${at};${numberFrom};${numberTo};${seconds}\n`
}

async function measureFloor(): Promise<number> {
  await pool.query('create table plain_calls as select * from usage.calls limit 0')
  const began = performance.now()
  await pool.query('insert into plain_calls select * from usage.calls')
  return count / ((performance.now() - began) / 1000)
}

/** Every account is charged what its calls cost by a plain look at every price, rounded once. */
async function audit(): Promise<void> {
  const price = createPlainPricer(prices)
  const exact = new Map<number, bigint>()
  for (const call of calls) {
    exact.set(call.account, (exact.get(call.account) ?? 0n) + price(call))
  }
  const { rows } = await pool.query<{ contractId: number; minor: bigint }>(
    `select contract_id as "contractId", sum(amount_minor)::bigint as minor
    from ledger.postings where kind = 'charge' group by contract_id`,
  )
  check(rows.length === exact.size, `${rows.length} of ${exact.size} accounts were charged`)
  for (const { contractId, minor } of rows) {
    const due = ((exact.get(contractId) ?? 0n) + EXACT_PER_MINOR / 2n) / EXACT_PER_MINOR
    check(minor === due, `contract ${contractId} was charged ${minor} and not ${due}`)
  }
  await deed(async (ctx) => {
    const books = await readBooks(ctx)
    const total = books.reduce((sum, { balanceMinor }) => sum + balanceMinor, 0n)
    check(total === 0n, `the trial balance is ${total}`)
    check((await countDifferingWallets(ctx)) === 0, 'wallets differ from their postings')
  })
}

function check(holds: boolean, message: string): void {
  if (holds) return
  process.stderr.write(`WRONG: ${message}\n`)
  process.exit(1)
}
