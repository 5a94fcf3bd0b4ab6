import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRadiusClient } from '@altyn/radius'
import { findCallFile } from '../../src/domains/usage/calls/call-files.store.ts'
import { selectCalls } from '../../src/domains/usage/calls/find-calls.store.ts'
import { takeCallFile } from '../../src/domains/usage/calls/take-file.ts'
import { JOBS } from '../../src/processes/worker/jobs.ts'
import { dayOfTest, openHouse, type TestHouse } from '../support/house.ts'
import { startWorkerProcess, strikeHalfWay } from '../support/interrupt.ts'
import {
  callTariff,
  connectPhone,
  handOver,
  openExchange,
  publishPrices,
} from '../support/telephony.ts'
import { packWorkbook } from '../support/workbook.ts'

const CALLS_COUNT = 45_000
const PAID = 500_000_00n
const NUMBER = '73912000001'

async function open(t: Parameters<typeof openHouse>[0]) {
  // A worker in a process of its own goes by the clock of the machine.
  const house = await openHouse(t, Temporal.Now.instant().toString())
  const agentId = await openExchange(house)
  const lines = ['7495;Москва;long-distance;2.40;0;']
  const priceListId = await publishPrices(house, { lines, from: '2026-01-01' })
  const tariffId = await callTariff(house, { priceListId }, 0n)
  const { contractId } = await house.connect({ login: 'ivanova', tariffId })
  await house.pay(contractId, PAID)
  await connectPhone(house, { contractId, agentId, tariffId, number: NUMBER })
  await house.work()
  const today = (await house.deed(async (ctx) => dayOfTest(ctx))).toString()
  /** A minute to Moscow in some second of the first hour of today. */
  const call = (i: number, from = NUMBER) => {
    const at = Temporal.PlainTime.from('00:00').add({ seconds: i % 3600 })
    return `${today} ${at.toString({ smallestUnit: 'second' })};${from};74951234567;60;c${i}`
  }
  return { house, agentId, contractId, today, call }
}

async function give(house: TestHouse, agentId: number, content: Buffer): Promise<number> {
  const file = { agentId, name: 'calls.csv', content }
  return (await house.deed((ctx) => takeCallFile(ctx, file))).id
}

const inLines = (lines: readonly string[]) => Buffer.from(`${lines.join('\n')}\n`)
const fileOf = (house: TestHouse, id: number) => house.deed((ctx) => findCallFile(ctx, id))
const callsOf = (house: TestHouse) => house.deed((ctx) => selectCalls(ctx, { limit: 100_000 }))

/** What the worker does every minute. */
async function minuteJob({ ground, box }: TestHouse): Promise<void> {
  const client = createRadiusClient()
  const hands = {
    ground,
    messenger: { ground, box, client },
    scripts: { wake: () => undefined },
    inBackground: () => undefined,
  }
  await JOBS.find(({ name }) => name === 'rating.call-files')?.run(hands)
  await client.close()
}

test('a file whose reading was killed in the middle is finished by the job of the minute, and every call is charged once', async (t) => {
  const { house, agentId, contractId, call } = await open(t)
  const lines = [
    'time;from;to;seconds;id',
    ...Array.from({ length: CALLS_COUNT }, (_, i) => call(i)),
  ]
  // A row without a number and a call told twice on both sides of the kill.
  lines[10] = lines[10]?.replace(NUMBER, '') ?? ''
  lines.push(call(0), call(0).replace(NUMBER, ''))
  const fileId = await give(house, agentId, inLines(lines))
  const worker = await startWorkerProcess(t, house.database)
  const progress = { table: 'usage.call_files', column: 'records_read', id: fileId }
  const done = await strikeHalfWay(
    house.database.pool,
    { ...progress, rowsCount: lines.length },
    worker.kill,
  )
  const left = await fileOf(house, fileId)
  assert.equal(left?.state, 'waiting')
  assert.equal(left.recordsRead, done)
  assert.equal((await callsOf(house)).length, left.callsTaken, 'progress and calls are one')

  await minuteJob(house)
  const file = await fileOf(house, fileId)
  assert.equal(file?.state, 'done')
  assert.equal(file.recordsRead, lines.length)
  assert.equal(file.callsTaken, CALLS_COUNT - 1)
  assert.equal(file.repeats, 1)
  assert.deepEqual(file.faultSamples, [
    { row: 11, field: 'from', value: '' },
    { row: lines.length, field: 'from', value: '' },
  ])
  const calls = await callsOf(house)
  assert.equal(calls.length, CALLS_COUNT - 1)
  assert.ok(calls.every(({ outcome }) => outcome === 'priced'))
  await house.work()
  await minuteJob(house)
  await house.work()
  assert.equal(await house.balance(contractId), PAID - BigInt(CALLS_COUNT - 1) * 2_40n)
  await house.audit()
})

test('the job of the minute beside a reading that is alive takes no call twice', async (t) => {
  const { house, agentId, contractId, call } = await open(t)
  const lines = Array.from({ length: CALLS_COUNT }, (_, i) => call(i))
  const fileId = await give(house, agentId, inLines(lines))
  await Promise.all([minuteJob(house), minuteJob(house), house.work()])
  const file = await fileOf(house, fileId)
  assert.deepEqual(
    [file?.state, file?.recordsRead, file?.callsTaken, file?.repeats],
    ['done', CALLS_COUNT, CALLS_COUNT, 0],
  )
  await house.work()
  assert.equal(await house.balance(contractId), PAID - BigInt(CALLS_COUNT) * 2_40n)
  await house.audit()
})

test('a file that cannot be read is failed with its reason, and one that fails holds up no other', async (t) => {
  const { house, agentId, call } = await open(t)
  const damaged = packWorkbook('<row><c><v>1</v></c></row>').fill(0xee, 120, 160)
  const stuck = await give(house, agentId, inLines([call(1)]))
  const spoiled = await give(house, agentId, damaged)
  const good = await give(house, agentId, inLines([call(2)]))
  await house.database.pool.query(
    `alter table usage.calls add constraint out_of_order check (file_id <> ${stuck})`,
  )
  await minuteJob(house)
  const states = []
  for (const id of [stuck, spoiled, good]) states.push((await fileOf(house, id))?.state)
  assert.deepEqual(states, ['waiting', 'failed', 'done'])
  assert.match((await fileOf(house, spoiled))?.failure ?? '', /./)

  await house.database.pool.query('alter table usage.calls drop constraint out_of_order')
  await minuteJob(house)
  assert.equal((await fileOf(house, stuck))?.state, 'done')
  assert.equal((await callsOf(house)).length, 2)
})

test('a first row that is a call which cannot be read is told, and no heading is', async (t) => {
  const { house, agentId, call, today } = await open(t)
  const broken = call(1).replace(`${today} 00`, `${today} 25`)
  const id = await handOver(house, { agentId, lines: [broken, call(2)] })
  const value = `${today} 25:00:01`
  const file = await fileOf(house, id)
  assert.deepEqual(file?.faultSamples, [{ row: 1, field: 'startedAt', value }])
  const nameless = await handOver(house, { agentId, lines: [call(3).replace(NUMBER, ''), call(4)] })
  assert.deepEqual((await fileOf(house, nameless))?.faultSamples, [
    { row: 1, field: 'from', value: '' },
  ])
  const headed = await handOver(house, { agentId, lines: ['Начало;А;Б;Секунды', call(5)] })
  assert.equal((await fileOf(house, headed))?.faults, 0)
})

test('a long faulty value is kept cut, whatever letters it is of', async (t) => {
  const { house, agentId, call } = await open(t)
  // The hundredth character is the first half of a letter.
  const odd = `${'x'.repeat(99)}\u{1f4de}`
  const id = await handOver(house, { agentId, lines: [call(1), `${odd};a;b;1`, call(2)] })
  const file = await fileOf(house, id)
  assert.equal(file?.state, 'done')
  assert.deepEqual(file.faultSamples, [
    { row: 2, field: 'startedAt', value: `${'x'.repeat(99)}\ufffd` },
  ])
})

test('an old call that is nobody’s does not have everybody charged anew from its day on', async (t) => {
  const { house, agentId, call, today } = await open(t)
  const old = call(1, '73919999999').replace(today, '1999-12-31')
  await handOver(house, { agentId, lines: [old, call(2)] })
  const { rows } = await house.database.pool.query<{ since: string }>(
    `select payload->>'since' as since from platform.events where name = 'rating.calls-priced'`,
  )
  assert.deepEqual(rows, [{ since: today }])
})
