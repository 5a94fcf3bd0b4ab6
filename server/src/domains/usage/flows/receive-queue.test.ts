import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { createReceiveQueue } from './receive-queue.ts'

test('a burst waits and is taken in order, slice by slice, with turns for others between', async () => {
  const queue = createReceiveQueue()
  const taken: number[] = []
  for (let i = 0; i < 200; i += 1) {
    assert.ok(queue.push(Buffer.of(i), ([octet = -1]) => taken.push(octet)))
  }
  assert.equal(taken.length, 0)
  await turn()
  assert.ok(taken.length > 0 && taken.length < 200, `${taken.length} in one turn`)
  while (taken.length < 200) await turn()
  assert.deepEqual(
    taken,
    Array.from({ length: 200 }, (_, i) => i),
  )
})

test('what there is no room for is dropped, and there is room again afterwards', async () => {
  const queue = createReceiveQueue(10)
  let taken = 0
  const take = () => {
    taken += 1
  }
  assert.ok(queue.push(Buffer.alloc(6), take))
  assert.ok(!queue.push(Buffer.alloc(5), take))
  assert.ok(queue.push(Buffer.alloc(4), take))
  await turn()
  assert.equal(taken, 2)
  assert.ok(queue.push(Buffer.alloc(10), take))
  queue.empty()
  assert.equal(taken, 3)
})

test('a datagram that breaks its taker holds up no other', () => {
  const errors: unknown[] = []
  const queue = createReceiveQueue(100, (error) => errors.push(error))
  let taken = 0
  queue.push(Buffer.of(1), () => {
    throw new Error('a bug')
  })
  queue.push(Buffer.of(2), () => {
    taken += 1
  })
  queue.empty()
  assert.equal(taken, 1)
  assert.equal(errors.length, 1)
})
