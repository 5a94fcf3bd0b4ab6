import assert from 'node:assert/strict'
import { appendFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { createDiskJournal } from './disk-journal.ts'

function open(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'journal-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const lines = { toLine: String, fromLine: (line: string) => JSON.parse(line), atOnce: 2 }
  return { folder, again: () => createDiskJournal<number>(folder, 'own', lines) }
}

async function drained(journal: ReturnType<ReturnType<typeof open>['again']>) {
  const batches: number[][] = []
  const count = await journal.drain(async (batch) => {
    batches.push(batch)
  })
  return { batches, count }
}

test('what was kept comes back once, in order and in batches, also after a restart', async (t) => {
  const { folder, again } = open(t)
  const before = again()
  before.append([1, 2])
  before.append([3])
  const after = again()
  assert.ok(after.hasEntries())
  assert.deepEqual(await drained(after), { batches: [[1, 2], [3]], count: 3 })
  assert.equal(after.hasEntries(), false)
  assert.deepEqual(readdirSync(folder), [])
})

test('a line cut short by a crash is left out, and spoils nothing that is written after it', async (t) => {
  const { folder, again } = open(t)
  again().append([1])
  appendFileSync(join(folder, 'own.current'), '{"cut')
  const after = again()
  after.append([2])
  assert.deepEqual(await drained(after), { batches: [[1], [2]], count: 2 })
})

test('what could not be replayed is kept and comes again with what was written since', async (t) => {
  const { again } = open(t)
  const journal = again()
  journal.append([1, 2, 3])
  await assert.rejects(journal.drain(() => Promise.reject(new Error('away'))))
  journal.append([4])
  assert.deepEqual(await drained(journal), { batches: [[1, 2], [3], [4]], count: 4 })
})
