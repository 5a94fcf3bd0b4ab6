import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../testing/random.ts'
import { decoded, papRequest } from '../testing/sample-packets.ts'
import { RecentExchanges } from './recent-exchanges.ts'

const NAS = { address: '192.0.2.1', port: 40_000 }
const LIMITS = { repliesKeptMax: 64, repliesKeptMs: 5000 }
const request = (identifier: number) => decoded(papRequest('nemo', 'arctangent').encode(identifier))

test('an exchange is found while it is in flight, and with its reply afterwards', () => {
  const exchanges = new RecentExchanges(LIMITS)
  const packet = request(1)
  assert.equal(exchanges.find(NAS, packet, 0), undefined)
  const ticket = exchanges.begin()
  assert.equal(exchanges.find(NAS, packet, 10), ticket)
  assert.equal(exchanges.replyOf(ticket), undefined)
  exchanges.finish(ticket, Buffer.from('reply'), 20)
  assert.equal(exchanges.find(NAS, packet, 30), ticket)
  assert.equal(exchanges.replyOf(ticket)?.toString(), 'reply')
})

test('another address, port, identifier or authenticator is another exchange', () => {
  const exchanges = new RecentExchanges(LIMITS)
  const packet = request(1)
  exchanges.find(NAS, packet, 0)
  exchanges.begin()
  const others = [
    { sender: { ...NAS, address: '192.0.2.2' }, packet },
    { sender: { ...NAS, address: '2001:db8::1' }, packet },
    { sender: { ...NAS, port: 40_001 }, packet },
    { sender: NAS, packet: request(1) },
    { sender: NAS, packet: request(2) },
  ]
  for (const { sender, packet: other } of others) {
    assert.equal(exchanges.find(sender, other, 0), undefined)
  }
  assert.notEqual(exchanges.find({ ...NAS, address: '::ffff:192.0.2.1' }, packet, 0), undefined)
})

test('a connection that comes again from the same port is another sender', () => {
  const exchanges = new RecentExchanges(LIMITS)
  const packet = request(1)
  exchanges.find({ ...NAS, connection: 1 }, packet, 0)
  const ticket = exchanges.begin()
  assert.equal(exchanges.find({ ...NAS, connection: 2 }, packet, 0), undefined)
  assert.equal(exchanges.find({ ...NAS, connection: 1 }, packet, 0), ticket)
})

test('a reply is repeated only for a while', () => {
  const exchanges = new RecentExchanges(LIMITS)
  const packet = request(1)
  exchanges.find(NAS, packet, 0)
  exchanges.finish(exchanges.begin(), Buffer.from('reply'), 0)
  assert.notEqual(exchanges.find(NAS, packet, 5000), undefined)
  assert.equal(exchanges.find(NAS, packet, 5001), undefined)
})

test('an exchange without an answer is forgotten, so that its retransmission is new', () => {
  const exchanges = new RecentExchanges(LIMITS)
  const packet = request(1)
  exchanges.find(NAS, packet, 0)
  exchanges.forget(exchanges.begin())
  assert.equal(exchanges.find(NAS, packet, 0), undefined)
})

test('the oldest exchange makes room, and its late answer does no harm', () => {
  const exchanges = new RecentExchanges({ ...LIMITS, repliesKeptMax: 16 })
  const packets = Array.from({ length: 17 }, (_, i) => request(i))
  const tickets = packets.map((packet) => {
    exchanges.find(NAS, packet, 0)
    return exchanges.begin()
  })
  const [first = 0, second = 0] = tickets
  const [oldest = request(0), next = request(1)] = packets
  assert.equal(exchanges.find(NAS, oldest, 0), undefined)
  assert.equal(exchanges.find(NAS, next, 0), second)
  exchanges.finish(first, Buffer.from('late'), 0)
  exchanges.forget(first)
  assert.equal(
    exchanges.replyOf(tickets.at(-1) ?? 0),
    undefined,
    'its successor is in flight still',
  )
})

test('replies that were overwritten are not repeated', () => {
  const exchanges = new RecentExchanges({ repliesKeptMax: 64, repliesKeptMs: 5000 })
  const packets = Array.from({ length: 30 }, (_, i) => request(i))
  for (const [i, packet] of packets.entries()) {
    exchanges.find(NAS, packet, 0)
    exchanges.finish(exchanges.begin(), Buffer.alloc(4096, i), 0)
  }
  const kept = packets.filter((packet, i) => {
    const ticket = exchanges.find(NAS, packet, 0)
    if (ticket === undefined) return false
    assert.deepEqual(exchanges.replyOf(ticket), Buffer.alloc(4096, i))
    return true
  })
  assert.equal(kept.length, 16, 'as many as 64 KiB hold')
})

test('whatever comes, it answers like a plain map of the same size', () => {
  const random = seededRandom(5080)
  const limits = { repliesKeptMax: 32, repliesKeptMs: 50 }
  const exchanges = new RecentExchanges(limits)
  const model = new PlainExchanges(limits)
  const packets = Array.from({ length: 80 }, (_, i) => request(i))
  for (let nowMs = 0; nowMs < 20_000; nowMs++) {
    const index = random(packets.length)
    const ticket = exchanges.find(NAS, packets[index] ?? request(0), nowMs)
    const expected = model.find(index, nowMs)
    assert.equal(ticket, expected?.ticket)
    if (ticket === undefined || !expected) model.begin(index, exchanges.begin())
    else if (expected.reply) assert.deepEqual(exchanges.replyOf(ticket), expected.reply)
    else {
      expected.reply = Buffer.alloc(1 + random(100), index)
      expected.answeredAtMs = nowMs
      exchanges.finish(ticket, expected.reply, nowMs)
    }
  }
})

interface PlainExchange {
  ticket: number
  reply?: Buffer
  answeredAtMs: number
}

/** The same promises without any cleverness. */
class PlainExchanges {
  readonly #exchanges = new Map<number, PlainExchange>()
  readonly #limits: { repliesKeptMax: number; repliesKeptMs: number }

  constructor(limits: { repliesKeptMax: number; repliesKeptMs: number }) {
    this.#limits = limits
  }

  find(key: number, nowMs: number): PlainExchange | undefined {
    const known = this.#exchanges.get(key)
    const isStale = known?.reply && nowMs - known.answeredAtMs > this.#limits.repliesKeptMs
    if (isStale) this.#exchanges.delete(key)
    return isStale ? undefined : known
  }

  begin(key: number, ticket: number): void {
    for (const [other, exchange] of this.#exchanges) {
      if (exchange.ticket <= ticket - this.#limits.repliesKeptMax) this.#exchanges.delete(other)
    }
    this.#exchanges.set(key, { ticket, answeredAtMs: 0 })
  }
}
