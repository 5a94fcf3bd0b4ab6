// npm run bench -- price-import [destinations]: a file of prices from its bytes to a version in
// force, then a second one that changes some of them.

import { checkStage } from '../../server/src/domains/catalogue/price-lists/check-stage.ts'
import { createPriceList } from '../../server/src/domains/catalogue/price-lists/keep-price-lists.ts'
import { countPriceDifferences } from '../../server/src/domains/catalogue/price-lists/price-rows.store.ts'
import { applyStage } from '../../server/src/domains/catalogue/price-lists/publish-prices.ts'
import { readPrices } from '../../server/src/domains/catalogue/price-lists/read-prices.ts'
import {
  getStage,
  openStage,
  receivePart,
} from '../../server/src/domains/catalogue/price-lists/receive-file.ts'
import { type Context, type Ground, systemActor } from '../../server/src/platform/context.ts'
import { createDatabase, createPool } from '../../server/src/platform/database.ts'
import { silentLog } from '../../server/src/platform/log.ts'
import { migrate } from '../../server/src/platform/migrate.ts'
import { inTransaction } from '../../server/src/platform/transaction.ts'
import { ensurePartitions } from '../../server/src/platform/upkeep/partitions.ts'
import { report, reportMachine, rounded } from '../report.ts'
import { copyPlainly } from './copy-rows.ts'
import { type Changes, changesOf, partsOf } from './dataset.ts'

const BENCH = 'price-import'
const DESTINATIONS = 170_000
const ACTOR = systemActor('bench')
const NOW = Temporal.Instant.from('2026-11-01T09:00:00+03:00')
const MAPPING = {
  columns: ['prefix', 'name', 'class', 'price'],
  hasHeadings: true,
  callClass: 'international',
} as const

// biome-ignore lint/style/noProcessEnv: how the runner of benchmarks tells where its database is.
const url = process.env.DATABASE_URL ?? ''
const count = Number(process.argv[2] ?? DESTINATIONS)
const pool = createPool({ url, connectionsMax: 4, applicationName: 'bench' })
const ground: Ground = { db: createDatabase(pool), clock: { now: () => NOW }, log: silentLog }
const deed = <Result>(work: (ctx: Context) => Promise<Result>) => inTransaction(ground, ACTOR, work)

await migrate(pool)
await deed((ctx) => ensurePartitions(ctx))
const list = await deed((ctx) => createPriceList(ctx, { name: 'Bench' }))

reportMachine(BENCH)
const none = { up: 0, down: 0, new: 0, vanish: 0, other: 0 }
const first = await importFile(1, '2026-11-02', { ...none, new: count })
reportSeconds('first_import_seconds', first.seconds)
const second = await importFile(2, '2026-11-03', changesOf(count))
const peak = process.resourceUsage().maxRSS / 1024
const floorSeconds = await proveRows(1, first.stageId)
await proveRows(2, second.stageId)
report({
  bench: BENCH,
  metric: `seconds_for_${count}`,
  value: rounded(second.seconds),
  unit: 's',
  vs: 'one COPY of the same rows into a table without indexes',
  ratio: rounded(second.seconds / floorSeconds),
})
reportSeconds('sending_seconds', second.sendingSeconds)
reportSeconds('reading_and_comparing_seconds', second.readingSeconds)
reportSeconds('applying_seconds', second.applyingSeconds)
report({
  bench: BENCH,
  metric: 'rows_per_second',
  value: rounded(count / second.seconds),
  unit: '1/s',
})
report({ bench: BENCH, metric: 'memory_peak', value: Math.round(peak), unit: 'MiB' })
await pool.end()

type Import = {
  stageId: number
  seconds: number
  sendingSeconds: number
  readingSeconds: number
  applyingSeconds: number
}

/** From the bytes of a file to a version that is in force from a day on. */
async function importFile(file: 1 | 2, from: string, expected: Changes): Promise<Import> {
  process.stderr.write(`file ${file}\n`)
  let fileBytes = 0
  for (const part of partsOf(count, file)) fileBytes += part.length
  const name = { id: list.id, stageId: 0 }
  const began = performance.now()
  name.stageId = (
    await deed((ctx) => openStage(ctx, { id: list.id, fileName: 'bench.csv', fileBytes }))
  ).id
  let number = 0
  let making = 0
  for (let parts = partsOf(count, file); ; number += 1) {
    const start = performance.now()
    const next = parts.next()
    making += performance.now() - start
    if (next.done) break
    await deed((ctx) => receivePart(ctx, { ...name, number, content: next.value }))
  }
  const sent = performance.now()
  await deed((ctx) => checkStage(ctx, { ...name, mapping: MAPPING }))
  await readPrices(ground, ACTOR, name.stageId)
  const read = performance.now()
  const { state } = await deed((ctx) => getStage(ctx, name))
  check(state === 'ready', `file ${file} is ${state}`)
  await deed((ctx) =>
    applyStage(ctx, { ...name, version: file, from: Temporal.PlainDate.from(from) }),
  )
  const end = performance.now()
  const changes = await deed((ctx) => countPriceDifferences(ctx, name.stageId))
  check(
    JSON.stringify(changes) === JSON.stringify(expected),
    `file ${file} changes ${JSON.stringify(changes)} and not ${JSON.stringify(expected)}`,
  )
  return {
    stageId: name.stageId,
    seconds: (end - began - making) / 1000,
    sendingSeconds: (sent - began - making) / 1000,
    readingSeconds: (read - sent) / 1000,
    applyingSeconds: (end - read) / 1000,
  }
}

/** Figures of an import whose prices are wrong are worth nothing. */
async function proveRows(file: 1 | 2, stageId: number): Promise<number> {
  const seconds = await copyPlainly(pool, count, file)
  const { rows } = await pool.query<{ count: number; wrong: number }>(
    `select (select count(*)::int from plain_prices) as count, (
      select count(*)::int
      from plain_prices p
      full join (select * from catalogue.price_list_rows where stage_id = $1) r
        on r.prefix = p.prefix and r.band = ''
      where (p.name, p.class, p.price_rate) is distinct from (r.name, r.class, r.price_rate)
        or r.call_price_rate <> 0
    ) as wrong`,
    [stageId],
  )
  check(rows[0]?.wrong === 0, `${rows[0]?.wrong} rows of file ${file} are not as in the file`)
  check((rows[0]?.count ?? 0) > 0, 'nothing was compared')
  return seconds
}

function reportSeconds(metric: string, value: number): void {
  report({ bench: BENCH, metric, value: rounded(value), unit: 's' })
}

function check(holds: boolean, message: string): void {
  if (holds) return
  process.stderr.write(`WRONG: ${message}\n`)
  process.exit(1)
}
