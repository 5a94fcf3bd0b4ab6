import assert from 'node:assert/strict'
import { test } from 'node:test'
import { spanOf } from './network-span.ts'

test('a network gives all its addresses but the first and the last', () => {
  assert.deepEqual(spanOf('10.0.12.0/24'), { first: '10.0.12.1', last: '10.0.12.254', count: 254 })
  assert.deepEqual(spanOf('100.64.0.0/10'), {
    first: '100.64.0.1',
    last: '100.127.255.254',
    count: 4_194_302,
  })
})

test('a host with a mask is not a network, and two addresses are too few', () => {
  assert.equal(spanOf('10.0.12.5/24'), 'not-a-network')
  assert.equal(spanOf('10.0.12.0/31'), 'too-small')
})

test('half a network says nothing yet', () => {
  assert.equal(spanOf('10.0.12.0/'), undefined)
  assert.equal(spanOf('10.0.12.256/24'), undefined)
})
