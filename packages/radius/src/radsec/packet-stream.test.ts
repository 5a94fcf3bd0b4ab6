import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { PacketStream } from './packet-stream.ts'

const LENGTH_MIN = 20
const LENGTH_MAX = 4096

function packetOf(length: number, fill: number): Buffer {
  const packet = Buffer.alloc(length, fill)
  packet.writeUInt16BE(length, 2)
  return packet
}

/** Everything that comes out of a stream when these chunks go in, asked for after each of them. */
function takeAll(stream: PacketStream, chunks: Buffer[]): (Buffer | string)[] {
  const taken: (Buffer | string)[] = []
  for (const chunk of chunks) {
    stream.push(chunk)
    for (let next = stream.next(); next !== undefined; next = stream.next()) {
      taken.push(next)
      if (typeof next === 'string') return taken
    }
  }
  return taken
}

/** The octets cut at these places. */
function cut(octets: Buffer, places: number[]): Buffer[] {
  const sorted = places.map((place) => place % (octets.length + 1)).sort((a, b) => a - b)
  return [0, ...sorted].map((from, i) => octets.subarray(from, sorted[i] ?? octets.length))
}

const packets = fc.array(
  fc
    .tuple(
      fc.oneof(
        { weight: 3, arbitrary: fc.integer({ min: LENGTH_MIN, max: 200 }) },
        fc.integer({ min: LENGTH_MIN, max: LENGTH_MAX }),
        fc.constantFrom(LENGTH_MIN, LENGTH_MAX),
      ),
      fc.nat(255),
    )
    .map(([length, fill]) => packetOf(length, fill)),
  { maxLength: 12 },
)
const places = fc.array(fc.nat(), { maxLength: 40 })

test('packets come out as they went in, however they were cut on the way', () => {
  fc.assert(
    fc.property(packets, places, (sent, cuts) => {
      const stream = new PacketStream()
      assert.deepEqual(takeAll(stream, cut(Buffer.concat(sent), cuts)), sent)
      assert.equal(stream.hasRest, false)
    }),
    { numRuns: 500 },
  )
})

test('packets come octet by octet', () => {
  const sent = [packetOf(LENGTH_MIN, 1), packetOf(LENGTH_MAX, 2), packetOf(21, 3)]
  const octets = Array.from(Buffer.concat(sent), (octet) => Buffer.of(octet))
  assert.deepEqual(takeAll(new PacketStream(), octets), sent)
})

test('chunks may gather before anybody asks', () => {
  fc.assert(
    fc.property(packets, places, (sent, cuts) => {
      const stream = new PacketStream()
      for (const chunk of cut(Buffer.concat(sent), cuts)) stream.push(chunk)
      assert.deepEqual(takeAll(stream, [Buffer.alloc(0)]), sent)
    }),
  )
})

test('a Length that no packet can have ends it all, after the good packets before it', () => {
  const lengths = fc.oneof(fc.nat(LENGTH_MIN - 1), fc.integer({ min: LENGTH_MAX + 1, max: 65_535 }))
  fc.assert(
    fc.property(packets, lengths, places, (sent, length, cuts) => {
      const bad = Buffer.alloc(300, 7)
      bad.writeUInt16BE(length, 2)
      const stream = new PacketStream()
      const octets = Buffer.concat([...sent, bad, packetOf(30, 8)])
      const reason = length < LENGTH_MIN ? 'bad-length' : 'too-long'
      assert.deepEqual(takeAll(stream, cut(octets, cuts)), [...sent, reason])
      stream.push(packetOf(30, 9))
      assert.equal(stream.next(), reason)
      assert.deepEqual(stream.restBytes().subarray(0, 4), bad.subarray(0, 4))
    }),
    { numRuns: 300 },
  )
})

test('of any octets only whole packets are taken, and never more is kept than came', () => {
  const chunk = fc.uint8Array({ maxLength: 600 }).map((octets) => Buffer.from(octets))
  fc.assert(
    fc.property(fc.array(chunk, { maxLength: 20 }), (chunks) => {
      const stream = new PacketStream()
      const taken = takeAll(stream, chunks)
      const whole = taken.filter((one) => typeof one !== 'string')
      for (const packet of whole) assert.equal(packet.readUInt16BE(2), packet.length)
      const all = Buffer.concat(chunks)
      const count = whole.reduce((sum, packet) => sum + packet.length, 0)
      assert.deepEqual(Buffer.concat(whole), all.subarray(0, count))
      const isBroken = taken.some((one) => typeof one === 'string')
      if (!isBroken) assert.deepEqual(stream.restBytes(), all.subarray(count))
    }),
    { numRuns: 500 },
  )
})
