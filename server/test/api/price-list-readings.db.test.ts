import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { createDatabase, createPool } from '#platform/database'
import { checkStage } from '../../src/domains/catalogue/price-lists/check-stage.ts'
import { getPriceList } from '../../src/domains/catalogue/price-lists/find-price-list.ts'
import { createPriceList } from '../../src/domains/catalogue/price-lists/keep-price-lists.ts'
import {
  findStandingReadings,
  readStartedStage,
} from '../../src/domains/catalogue/price-lists/price-lists.jobs.ts'
import { countPriceDifferences } from '../../src/domains/catalogue/price-lists/price-rows.store.ts'
import {
  applyStage,
  restorePriceVersion,
  withdrawPriceVersion,
} from '../../src/domains/catalogue/price-lists/publish-prices.ts'
import {
  cancelStage,
  getStage,
  openStage,
  receivePart,
} from '../../src/domains/catalogue/price-lists/receive-file.ts'
import {
  type StageRow,
  selectFaults,
  selectUnfinishedStages,
} from '../../src/domains/catalogue/price-lists/stages.store.ts'
import { openHouse, type TestHouse } from '../support/house.ts'
import { startWorkerProcess, strikeHalfWay } from '../support/interrupt.ts'

const PART_BYTES = 1_000_000
const PRICES_COUNT = 40_000
const HEADINGS = 'Код;Направление;Цена'
const price = (i: number, rate = 2) => `${7_900_000 + i};Direction ${i};${rate}`
const PRICES = Array.from({ length: PRICES_COUNT }, (_, i) => price(i))
const MAPPING = {
  columns: ['prefix', 'name', 'price'] as const,
  hasHeadings: true,
  callClass: 'mobile',
}

type Name = { id: number; stageId: number }

const listOf = async (house: TestHouse) =>
  (await house.deed((ctx) => createPriceList(ctx, { name: 'Телефония' }))).id

/** Sends a file in the pieces in which the page sends it. */
async function send(house: TestHouse, id: number, rows: readonly string[]): Promise<Name> {
  const content = Buffer.from([HEADINGS, ...rows].join('\n'))
  const file = { fileName: 'prices.csv', fileBytes: content.length }
  const { id: stageId } = await house.deed((ctx) => openStage(ctx, { id, ...file }))
  for (let number = 0; number * PART_BYTES < content.length; number += 1) {
    const part = content.subarray(number * PART_BYTES, (number + 1) * PART_BYTES)
    await house.deed((ctx) => receivePart(ctx, { id, stageId, number, content: part }))
  }
  return { id, stageId }
}

const check = (house: TestHouse, name: Name, callClass = 'mobile') =>
  house.deed((ctx) => checkStage(ctx, { ...name, mapping: { ...MAPPING, callClass } }))
const stageOf = (house: TestHouse, name: Name) => house.deed((ctx) => getStage(ctx, name))
const apply = (house: TestHouse, name: Name, version: number, from: string) =>
  house.deed((ctx) => applyStage(ctx, { ...name, version, from: Temporal.PlainDate.from(from) }))

/** Sends a file and has it read to its end. */
async function bring(house: TestHouse, id: number, rows: readonly string[]): Promise<Name> {
  const name = await send(house, id, rows)
  await check(house, name)
  await house.work()
  return name
}

/** What stands in the database under a stage. */
async function rowsOf(house: TestHouse, { stageId }: Name) {
  const { rows } = await house.database.pool.query<{ count: number; classes: string[] }>(
    `select count(*)::int as count, array_agg(distinct class) as classes
    from catalogue.price_list_rows where stage_id = $1`,
    [stageId],
  )
  return rows[0]
}

const progressOf = ({ stageId }: Name, rowsCount = PRICES_COUNT) => ({
  table: 'catalogue.price_list_stages',
  column: 'rows_read',
  id: stageId,
  rowsCount,
})

/** Reads a file by a worker whose database goes away when some of the rows are written. */
async function readUntilCut(house: TestHouse, name: Name): Promise<number> {
  const applicationName = 'a reader cut off'
  const pool = createPool({ url: house.database.url, connectionsMax: 3, applicationName })
  const reading = readStartedStage({ ...house.ground, db: createDatabase(pool) }, name.stageId)
  const cut = async () => {
    await house.database.pool.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1',
      [applicationName],
    )
    await assert.rejects(reading)
  }
  reading.catch(() => undefined)
  const done = await strikeHalfWay(house.database.pool, progressOf(name), cut)
  await pool.end()
  return done
}

/** However long the machine takes. */
async function readToItsEnd(house: TestHouse, name: Name): Promise<StageRow> {
  for (;;) {
    const stage = await stageOf(house, name)
    if (stage.state !== 'reading') return stage
    await pause(50)
  }
}

test('a reading whose worker is killed half-way gives no version, and the next worker finishes it with every price once', async (t) => {
  const house = await openHouse(t, Temporal.Now.instant().toString())
  const id = await listOf(house)
  const name = await send(house, id, PRICES)
  const worker = await startWorkerProcess(t, house.database)
  await check(house, name)
  const done = await strikeHalfWay(house.database.pool, progressOf(name), worker.kill)

  const left = await stageOf(house, name)
  assert.equal(left.state, 'reading')
  assert.equal(left.rowsRead, done)
  assert.equal((await rowsOf(house, name))?.count, done, 'progress and rows are one')
  assert.ok(left.bytesRead > 0n && left.bytesRead <= left.fileBytes)
  await assert.rejects(apply(house, name, 1, '2030-01-01'), {
    code: 'catalogue.price-stage-moved-on',
  })
  assert.deepEqual((await house.deed((ctx) => getPriceList(ctx, id))).versions, [])

  const next = await startWorkerProcess(t, house.database)
  const stage = await readToItsEnd(house, name)
  await next.kill()
  assert.equal(stage.state, 'ready')
  assert.equal(stage.attempt, left.attempt + 1, 'it went on and was not begun anew')
  assert.deepEqual([stage.rowsRead, stage.rowsGood], [PRICES_COUNT, PRICES_COUNT])
  assert.equal(stage.bytesRead, stage.fileBytes)
  const changes = await house.deed((ctx) => countPriceDifferences(ctx, name.stageId))
  assert.equal(changes.new, PRICES_COUNT)
  const { versions } = await apply(house, name, 1, '2030-01-01')
  assert.equal(versions[0]?.rowsCount, PRICES_COUNT)
  assert.deepEqual(await rowsOf(house, name), { count: PRICES_COUNT, classes: ['mobile'] })
})

test('a reading cut off with the database is found standing after five minutes, and no fault is told twice', async (t) => {
  const house = await openHouse(t, '2026-04-01T09:00:00+03:00')
  const lines = [...PRICES]
  lines[2] = '79A;Плохой;2'
  // The same code at both ends of the file: the cut lies between them.
  lines[PRICES_COUNT - 1] = price(0, 3)
  const name = await send(house, await listOf(house), lines)
  await check(house, name)
  await readUntilCut(house, name)

  const standing = () => findStandingReadings(house.ground)
  assert.deepEqual(await standing(), [], 'somebody may still be reading')
  house.clock.advance({ minutes: 5 })
  assert.deepEqual(await standing(), [name.stageId])
  await readStartedStage(house.ground, name.stageId)
  const stage = await stageOf(house, name)
  assert.equal(stage.state, 'faulty')
  assert.equal(stage.faultsCount, 2)
  const faults = await house.deed((ctx) => selectFaults(ctx, name.stageId))
  assert.deepEqual(
    faults.map(({ row, rule, otherRow }) => [row, rule, otherRow]),
    [
      [4, 'digits', null],
      [PRICES_COUNT + 1, 'twice', 2],
    ],
  )
  assert.deepEqual(await standing(), [])
})

test('a file read again by another mapping keeps nothing of the reading that was cut off', async (t) => {
  const house = await openHouse(t, '2026-04-01T09:00:00+03:00')
  const name = await send(house, await listOf(house), PRICES)
  await check(house, name, 'mobile')
  await readUntilCut(house, name)
  await check(house, name, 'local')
  assert.equal((await stageOf(house, name)).rowsRead, 0)
  // Both are told of the file at once: the earlier gives up.
  await Promise.all([
    readStartedStage(house.ground, name.stageId),
    readStartedStage(house.ground, name.stageId),
  ])
  const stage = await stageOf(house, name)
  assert.equal(stage.state, 'ready')
  assert.deepEqual(
    [stage.rowsRead, stage.rowsGood, stage.faultsCount],
    [PRICES_COUNT, PRICES_COUNT, 0],
  )
  assert.deepEqual(await rowsOf(house, name), { count: PRICES_COUNT, classes: ['local'] })
})

test('a file cancelled while it is read stays cancelled', async (t) => {
  const house = await openHouse(t, '2026-04-01T09:00:00+03:00')
  const name = await send(house, await listOf(house), PRICES)
  await check(house, name)
  const reading = readStartedStage(house.ground, name.stageId)
  // The hand that cancels waits in the line behind the reader.
  let cancelling: Promise<void> | undefined
  await strikeHalfWay(house.database.pool, progressOf(name), async () => {
    cancelling = house.deed((ctx) => cancelStage(ctx, name))
  })
  await Promise.all([reading, cancelling])
  assert.equal((await stageOf(house, name)).state, 'cancelled')
  await assert.rejects(check(house, name), { code: 'catalogue.price-stage-moved-on' })
})

test('of two imports of one list at once the later one stays, and the earlier is told so', async (t) => {
  const house = await openHouse(t, '2026-04-01T09:00:00+03:00')
  const id = await listOf(house)
  const mine = await bring(house, id, [price(1, 1)])
  const yours = await bring(house, id, [price(1, 5)])
  const movedOn = { code: 'catalogue.price-stage-moved-on', details: { state: 'cancelled' } }
  await assert.rejects(apply(house, mine, 1, '2026-05-01'), movedOn)
  await assert.rejects(check(house, mine), movedOn)

  const both = await Promise.allSettled([
    apply(house, yours, 1, '2026-05-01'),
    apply(house, yours, 1, '2026-06-01'),
  ])
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  const refused = both.find(({ status }) => status === 'rejected')
  assert.equal(refused?.status === 'rejected' && refused.reason.code, 'platform.version-mismatch')
  const { versions } = await house.deed((ctx) => getPriceList(ctx, id))
  assert.deepEqual(
    versions.map(({ stageId }) => stageId),
    [yours.stageId],
  )

  const file = { fileName: 'prices.csv', fileBytes: 10 }
  const begin = () => house.deed((ctx) => openStage(ctx, { id, ...file }))
  await Promise.all(Array.from({ length: 5 }, begin))
  const open: StageRow[] = await house.deed((ctx) => selectUnfinishedStages(ctx, id))
  assert.equal(open.length, 1, 'of five files begun at once one is left')
})

test('a file compared with a version that is no longer the last is refused, and compared anew it is taken', async (t) => {
  const house = await openHouse(t, '2026-04-01T09:00:00+03:00')
  const id = await listOf(house)
  await apply(house, await bring(house, id, [price(1, 1)]), 1, '2026-01-01')
  await apply(house, await bring(house, id, [price(1, 2)]), 2, '2026-02-01')
  const file = await bring(house, id, [price(1, 3)])
  const dear = { id, number: 1, from: Temporal.PlainDate.from('2026-05-01') }
  await house.deed((ctx) => restorePriceVersion(ctx, { ...dear, version: 3 }))
  await assert.rejects(apply(house, file, 4, '2026-06-01'), {
    code: 'catalogue.compared-with-another-version',
  })
  await check(house, file)
  await house.work()
  assert.equal((await stageOf(house, file)).baseNumber, 3)

  // The version that it was compared with is taken back, and another one gets its number.
  await house.deed((ctx) => withdrawPriceVersion(ctx, { id, version: 4 }))
  await house.deed((ctx) => restorePriceVersion(ctx, { ...dear, version: 5 }))
  await assert.rejects(apply(house, file, 6, '2026-06-01'), {
    code: 'catalogue.price-stage-moved-on',
  })
  await check(house, file)
  await house.work()
  const { versions } = await apply(house, file, 6, '2026-06-01')
  assert.deepEqual(
    versions.map(({ number, restores }) => [number, restores]),
    [
      [1, null],
      [2, null],
      [3, 1],
      [4, null],
    ],
  )
})
