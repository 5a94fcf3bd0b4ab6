import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Caller, eventually, startHouse } from '../support/api.ts'

type Stage = {
  id: number
  state: string
  faultsCount: number
  changes: Record<string, number> | null
}

/** Sends a file of one piece, the piece twice, and has it checked. */
async function importFile(call: Caller, listId: number, lines: readonly string[]): Promise<Stage> {
  const content = new Uint8Array(Buffer.from(lines.join('\n')))
  const path = `/api/catalogue/price-lists/${listId}/stages`
  const opened = await call('POST', path, { fileName: 'p.csv', fileBytes: content.length })
  const { id } = opened.body as Stage
  await call('PUT', `${path}/${id}/parts/0`, content)
  const sent = await call('PUT', `${path}/${id}/parts/0`, content)
  assert.equal(sent.body.state, 'received')
  const mapping = { columns: ['prefix', 'name', 'price'], hasHeadings: false, callClass: 'mobile' }
  await call('POST', `${path}/${id}/check`, mapping)
  return eventually(
    async () => (await call('GET', `${path}/${id}`)).body as Stage,
    ({ state }) => state !== 'reading',
  )
}

async function open(t: Parameters<typeof startHouse>[0]) {
  const house = await startHouse(t)
  const call = await house.administrator()
  const made = await call('POST', '/api/catalogue/price-lists', { name: 'Телефония' })
  return { call, listId: (made.body as { id: number }).id }
}

const price = (i: number, rate: number) => `${79_000 + i};Direction ${i};${rate}`
const inThreeDays = Temporal.Now.plainDateISO('Europe/Moscow').add({ days: 3 }).toString()
const inFourDays = Temporal.Now.plainDateISO('Europe/Moscow').add({ days: 4 }).toString()

test('a file becomes a version all at once, the next one shows its difference, and the first comes back', async (t) => {
  const { call, listId } = await open(t)
  const path = `/api/catalogue/price-lists/${listId}`
  const today = Temporal.Now.plainDateISO('Europe/Moscow').toString()
  const first = Array.from({ length: 1000 }, (_, i) => price(i, 2))
  const stage = await importFile(call, listId, first)
  assert.equal(stage.state, 'ready')
  assert.deepEqual(stage.changes, { up: 0, down: 0, new: 1000, vanish: 0, other: 0 })
  const early = await call('POST', `${path}/stages/${stage.id}/apply`, { from: today }, ifMatch(1))
  assert.equal(early.status, 200, JSON.stringify(early.body))

  const second = first
    .map((line, i) => (i < 432 ? price(i, 3) : i < 444 ? price(i, 1) : line))
    .slice(0, 997)
  const next = await importFile(call, listId, second)
  assert.deepEqual(next.changes, { up: 432, down: 12, new: 0, vanish: 3, other: 0 })
  const order = { from: inThreeDays }
  const stale = await call('POST', `${path}/stages/${next.id}/apply`, order, ifMatch(1))
  assert.equal(stale.status, 412)
  const applied = await call('POST', `${path}/stages/${next.id}/apply`, order, ifMatch(2))
  assert.equal(applied.status, 200)

  const quote = await call('GET', `${path}/quote?number=%2B7%20900%200%2012%2034`)
  assert.equal((quote.body.row as { price: string }).price, '2.00', 'until then the old price')
  const withdrawn = await call('DELETE', `${path}/versions/last`, undefined, ifMatch(3))
  assert.equal((withdrawn.body.versions as unknown[]).length, 1)
  const again = await importFile(call, listId, second)
  await call('POST', `${path}/stages/${again.id}/apply`, order, ifMatch(4))
  const back = { from: inFourDays }
  const restored = await call('POST', `${path}/versions/1/restore`, back, ifMatch(5))
  const versions = restored.body.versions as { restores: number | null; rowsCount: number }[]
  assert.deepEqual(
    versions.map(({ restores, rowsCount }) => [restores, rowsCount]),
    [
      [null, 1000],
      [null, 997],
      [1, 1000],
    ],
  )
})

test('one bad row in the middle keeps the whole file out, and every fault names its row', async (t) => {
  const { call, listId } = await open(t)
  const lines = Array.from({ length: 20_000 }, (_, i) => price(i, 2))
  lines[9_999] = '79999A;Плохой;2'
  lines[15_000] = `${79_000 + 17};Повтор;2`
  lines[15_001] = `${79_000 + 50_000};Минус;-1`
  const stage = await importFile(call, listId, lines)
  assert.equal(stage.state, 'faulty')
  const path = `/api/catalogue/price-lists/${listId}/stages/${stage.id}`
  const faults = (await call('GET', `${path}/faults`)).body.items as Record<string, unknown>[]
  assert.deepEqual(
    faults.map(({ row, field, rule, otherRow }) => [row, field, rule, otherRow]),
    [
      [10_000, 'prefix', 'digits', null],
      [15_001, 'prefix', 'twice', 18],
      [15_002, 'price', 'negative', null],
    ],
  )
  const applied = await call('POST', `${path}/apply`, { from: inThreeDays }, ifMatch(1))
  assert.equal(applied.status, 409)
  const list = await call('GET', `/api/catalogue/price-lists/${listId}`)
  assert.deepEqual(list.body.versions, [])
})

function ifMatch(version: number): Record<string, string> {
  return { 'if-match': `"${version}"` }
}
