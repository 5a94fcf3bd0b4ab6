import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { FragmentCollector, splitTlsMessage, TLS_ACKNOWLEDGEMENT } from './tls-fragments.ts'

test('whatever is cut comes together again, and no packet is longer than allowed', () => {
  const message = fc.uint8Array({ maxLength: 5000 }).map((octets) => Buffer.from(octets))
  const collector = new FragmentCollector(5000)
  fc.assert(
    fc.property(message, fc.integer({ min: 100, max: 1500 }), (whole, packetBytesMax) => {
      const bodies = splitTlsMessage(whole, packetBytesMax)
      // Header and type of EAP stand before the body.
      assert.ok(bodies.every((body) => body.length + 5 <= packetBytesMax))
      const results = bodies.map((body) => collector.add(body))
      assert.ok(results.slice(0, -1).every(({ kind }) => kind === 'more'))
      assert.deepEqual(results.at(-1), { kind: 'whole', message: whole })
    }),
  )
})

test('the first of several fragments tells the length of all, a single one needs none (RFC 5216 §2.1.5)', () => {
  const [first, second] = splitTlsMessage(Buffer.alloc(150, 'x'), 106)
  assert.equal(first?.subarray(0, 5).toString('hex'), 'c000000096')
  assert.equal(first?.length, 101)
  assert.equal(second?.[0], 0)
  assert.equal(splitTlsMessage(Buffer.alloc(100, 'x'), 106)[0]?.[0], 0)
  assert.deepEqual(splitTlsMessage(Buffer.alloc(0), 106), [TLS_ACKNOWLEDGEMENT])
})

test('a length on a single fragment, or the same on every one, is taken', () => {
  const collector = new FragmentCollector(100)
  const message = Buffer.from('hello')
  assert.deepEqual(collector.add(Buffer.from('800000000568656c6c6f', 'hex')), {
    kind: 'whole',
    message,
  })
  assert.equal(collector.add(Buffer.from('c0000000056865', 'hex')).kind, 'more')
  assert.deepEqual(collector.add(Buffer.from('80000000056c6c6f', 'hex')), {
    kind: 'whole',
    message,
  })
})

test('fragments that contradict themselves are refused', () => {
  const cases: Record<string, string[]> = {
    malformed: [
      '', // no flags
      '01', // version 1
      '20', // Start is ours to say
      '80000000', // a length cut short
      '8000000004aabbcc', // less than told
      '8000000002aabbcc', // more than told
      'c000000002aabb', // more to come of a whole
      '40', // more to come, and nothing here
      'c000000005aa 8000000006bbccddee', // another length than before
      '40aa 8000000002bb', // a length too late
    ],
    'message-too-long': [
      'c000000065aa', // told
      `40${'aa'.repeat(60)} 40${'aa'.repeat(60)}`, // not told
    ],
  }
  for (const [reason, sequences] of Object.entries(cases)) {
    for (const sequence of sequences) {
      const collector = new FragmentCollector(100)
      const results = sequence.split(' ').map((text) => collector.add(Buffer.from(text, 'hex')))
      assert.deepEqual(results.at(-1), { kind: 'refused', reason }, sequence)
    }
  }
})
