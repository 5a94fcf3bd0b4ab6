import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTrafficSums } from './traffic-sums.ts'

const HOUR = 3_600_000
const NOON = Temporal.Instant.from('2026-11-29T12:00:00Z').epochMilliseconds

const growth = (accountId: number, atMs: number, category: string, octetsIn: bigint) => ({
  accountId,
  contractId: 10 + accountId,
  atMs,
  category,
  octetsIn,
  octetsOut: 1n,
})

test('traffic gathers by account, hour and category, and is taken once', () => {
  const sums = createTrafficSums(10)
  sums.add(growth(1, NOON, '', 5n))
  sums.add(growth(1, NOON + HOUR - 1, '', 6n))
  sums.add(growth(1, NOON + HOUR, '', 7n))
  sums.add(growth(1, NOON, 'city', 8n))
  sums.add(growth(2, NOON, '', 2n ** 60n))
  const sum = { accountId: 1, contractId: 11, hourMs: NOON, category: '' }
  assert.equal(sums.size(), 4)
  assert.deepEqual(sums.take(10), [
    { ...sum, octetsIn: 11n, octetsOut: 2n },
    { ...sum, accountId: 2, contractId: 12, octetsIn: 2n ** 60n, octetsOut: 1n },
    { ...sum, category: 'city', octetsIn: 8n, octetsOut: 1n },
    { ...sum, hourMs: NOON + HOUR, octetsIn: 7n, octetsOut: 1n },
  ])
  assert.deepEqual(sums.take(10), [])
})

test('what is taken part by part is the same, and what comes between is not lost', () => {
  const sums = createTrafficSums(100)
  for (let account = 1; account <= 5; account += 1) sums.add(growth(account, NOON, '', 10n))
  const taken = sums.take(2)
  sums.add(growth(1, NOON, '', 3n))
  taken.push(...sums.take(2), ...sums.take(2), ...sums.take(2))
  assert.equal(sums.size(), 0)
  assert.equal(
    taken.reduce((total, { octetsIn }) => total + octetsIn, 0n),
    53n,
  )
})

test('where there is no more room a new sum is refused, and those that are there still grow', () => {
  const sums = createTrafficSums(1)
  assert.ok(sums.add(growth(1, NOON, '', 1n)))
  assert.ok(!sums.add(growth(2, NOON, '', 1n)))
  assert.ok(sums.add(growth(1, NOON, '', 1n)))
  sums.take(1)
  assert.ok(sums.add(growth(2, NOON, '', 1n)))
})
