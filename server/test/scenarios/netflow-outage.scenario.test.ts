// What was counted reaches the books once, whatever happens between the collector and the database.
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { test } from 'node:test'
import type { Ground } from '#platform/context'
import { createDatabase, createPool, type Db } from '#platform/database'
import { netflow5 } from '../../../packages/netflow/src/testing/datagrams.ts'
import { createBatchJournal } from '../../src/domains/usage/flows/batch-journal.ts'
import { createBatchWriter } from '../../src/domains/usage/flows/batch-writer.ts'
import { createTrafficSums } from '../../src/domains/usage/rules/traffic-sums.ts'
import { eventually } from '../support/api.ts'
import { type FlowHouse, openFlowHouse } from '../support/flows.ts'

const ANNA = '100.64.0.9'

/** The database of the house behind a line that is cut as soon as a transaction is committed. */
function losingAnswers(ground: Ground, isCut: () => boolean): Ground {
  const db = new Proxy(ground.db, {
    get(target, name) {
      const own = Reflect.get(target, name)
      if (name !== 'transaction') return typeof own === 'function' ? own.bind(target) : own
      return () => ({
        async execute(work: Parameters<ReturnType<Db['transaction']>['execute']>[0]) {
          const result = await target.transaction().execute(work)
          if (isCut()) throw new Error('read ECONNRESET')
          return result
        },
      })
    },
  })
  return { ...ground, db }
}

/** A database that is not there: nothing listens on this port. */
function withoutDatabase(ground: Ground): Ground {
  const url = 'postgres://nobody@127.0.0.1:1/none'
  const pool = createPool({ url, connectionsMax: 1, applicationName: 'test' })
  return { ...ground, db: createDatabase(pool) }
}

async function gathered(flows: FlowHouse, octetsIn: bigint) {
  const { accountId, contractId } = await flows.connect('anna', ANNA)
  const sums = createTrafficSums(10)
  const atMs = flows.house.clock.now().epochMilliseconds
  sums.add({ accountId, contractId, atMs, category: 'city', octetsIn, octetsOut: 2n })
  return sums
}

test('a batch whose commit was not answered is sent again and counts once', async (t) => {
  const flows = await openFlowHouse(t)
  await flows.connect('anna', ANNA)
  let isCut = true
  const counting = await flows.count(losingAnswers(flows.house.ground, () => isCut))
  await counting.send(netflow5({ sequence: 0 }, [{ destination: ANNA, octets: 1000 }]))
  await counting.flush()
  assert.deepEqual(await flows.hours(), ['anna 1000 0'], 'it was committed')
  await counting.send(netflow5({ sequence: 1 }, [{ destination: ANNA, octets: 200 }]))
  await counting.flush()
  assert.deepEqual(await flows.hours(), ['anna 1000 0'], 'nobody knows, so it is sent again first')
  isCut = false
  await counting.flush()
  assert.deepEqual(await flows.hours(), ['anna 1200 0'])
})

test('with the database away what was counted goes to the disk, and into the books when it is back, once', async (t) => {
  const flows = await openFlowHouse(t)
  const sums = await gathered(flows, 2n ** 55n)
  const kept = createBatchJournal(flows.journalFolder, 'collector')
  const away = createBatchWriter(withoutDatabase(flows.house.ground), sums, kept)
  await away.flush()
  assert.deepEqual(readdirSync(flows.journalFolder), [], 'for a short while it waits in memory')
  await away.stop()
  assert.equal(readdirSync(flows.journalFolder).length, 1)

  const counting = await flows.count()
  const booked = await eventually(flows.hours, (lines) => lines.length > 0)
  assert.deepEqual(booked, [`anna city ${2n ** 55n} 2`])
  await eventually(
    async () => readdirSync(flows.journalFolder),
    (files) => files.length === 0,
  )
  await counting.stop()
  assert.deepEqual(readdirSync(flows.journalFolder), [])
  assert.deepEqual(await flows.hours(), booked)
})

test('what was committed before the line was cut is in the journal too, and counts once', async (t) => {
  const flows = await openFlowHouse(t)
  const sums = await gathered(flows, 500n)
  const journal = createBatchJournal(flows.journalFolder, 'collector')
  const lossy = losingAnswers(flows.house.ground, () => true)
  await createBatchWriter(lossy, sums, journal).stop()
  assert.ok(journal.hasEntries())
  const writer = createBatchWriter(flows.house.ground, sums, journal)
  t.after(() => writer.stop())
  await eventually(
    async () => journal.hasEntries(),
    (has) => !has,
  )
  assert.deepEqual(await flows.hours(), ['anna city 500 2'])
})

test('a collector that ends brings what it has counted into the books', async (t) => {
  const flows = await openFlowHouse(t)
  await flows.connect('anna', ANNA)
  const counting = await flows.count()
  await counting.send(netflow5({}, [{ destination: ANNA, octets: 1000 }]))
  await counting.stop()
  assert.deepEqual(await flows.hours(), ['anna 1000 0'])
})
