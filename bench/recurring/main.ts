// npm run bench -- recurring [accounts]: the monthly run over many accounts, then the same again.

import { carryRun, startRun } from '../../server/src/domains/charging/index.ts'
import { countDifferingWallets, readBooks } from '../../server/src/domains/ledger/index.ts'
import { type Ground, systemActor } from '../../server/src/platform/context.ts'
import { createDatabase, createPool } from '../../server/src/platform/database.ts'
import { silentLog } from '../../server/src/platform/log.ts'
import { migrate } from '../../server/src/platform/migrate.ts'
import { inTransaction } from '../../server/src/platform/transaction.ts'
import { ensurePartitions } from '../../server/src/platform/upkeep/partitions.ts'
import { report, reportMachine, rounded } from '../report.ts'
import { fill, measureFloor } from './dataset.ts'

const ACCOUNTS = 1_000_000
const ACTOR = systemActor('bench')
const NOW = Temporal.Instant.from('2026-11-01T00:02:00+03:00')

// biome-ignore lint/style/noProcessEnv: how the runner of benchmarks tells where its database is.
const url = process.env.DATABASE_URL ?? ''
const accounts = Number(process.argv[2] ?? ACCOUNTS)
const pool = createPool({ url, connectionsMax: 8, applicationName: 'bench' })
const ground: Ground = { db: createDatabase(pool), clock: { now: () => NOW }, log: silentLog }

await migrate(pool)
await inTransaction(ground, ACTOR, (ctx) => ensurePartitions(ctx))
process.stderr.write(`filling ${accounts} accounts\n`)
await fill(pool, accounts)

reportMachine('recurring')
const floorPerSecond = await measureFloor(pool, accounts)
const first = await measureRun()
check(first.postings === accounts, `${first.postings} of ${accounts} accounts were charged`)
const chargesPerSecond = accounts / first.seconds
report({
  bench: 'recurring',
  metric: 'charges_per_second',
  value: rounded(chargesPerSecond),
  unit: '1/s',
  vs: 'one SQL statement that inserts as many bare rows',
  ratio: rounded(chargesPerSecond / floorPerSecond),
})
report({
  bench: 'recurring',
  metric: 'first_run_seconds',
  value: rounded(first.seconds),
  unit: 's',
})
const second = await measureRun()
check(second.postings === 0, `the second run posted ${second.postings}`)
report({
  bench: 'recurring',
  metric: 'second_run_seconds',
  value: rounded(second.seconds),
  unit: 's',
})
const peak = process.resourceUsage().maxRSS / 1024
report({ bench: 'recurring', metric: 'memory_peak', value: Math.round(peak), unit: 'MiB' })
await audit()
await pool.end()

async function measureRun(): Promise<{ seconds: number; postings: number }> {
  const began = performance.now()
  const run = await inTransaction(ground, ACTOR, startRun)
  await carryRun(ground, ACTOR, run.id)
  const seconds = (performance.now() - began) / 1000
  const { rows } = await pool.query<{ postings: number }>(
    'select postings_count as postings from charging.runs where id = $1',
    [run.id],
  )
  return { seconds, postings: rows[0]?.postings ?? -1 }
}

/** Figures of a run whose money is wrong are worth nothing. */
async function audit(): Promise<void> {
  const { rows } = await pool.query<{ sum: string }>(
    `select coalesce(sum(amount_minor), 0)::text as sum from ledger.postings where kind = 'charge'`,
  )
  check(rows[0]?.sum === String(accounts * 600_00), `charged ${rows[0]?.sum}`)
  await inTransaction(ground, ACTOR, async (ctx) => {
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
