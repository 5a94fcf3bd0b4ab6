import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CODE } from '../code.ts'
import { ATTRIBUTE } from '../dictionary.generated.ts'
import type { PacketWriter } from '../packet-writer.ts'
import { accountingRequest, papRequest } from '../testing/sample-packets.ts'
import { NAS } from '../testing/started-server.ts'
import { RequestDesk } from './request-desk.ts'
import { DEFAULT_REQUEST_LIMITS } from './server-options.ts'

const FLOOD = 20_000
// Only room is short here, time is not: the machine that tries it may be slow.
const EVER = 3_600_000
const LIMITS = {
  ...DEFAULT_REQUEST_LIMITS,
  inFlightMax: 10,
  waitingMax: 100,
  waitMsMax: EVER,
  handlerMsMax: EVER,
  repliesKeptMs: EVER,
}
const SENDER = { address: '127.0.0.1', port: 1645 }

/** A desk behind which everybody waits until somebody says go on. */
function openDesk() {
  const gates: (() => void)[] = []
  const handled: string[] = []
  const desk = new RequestDesk({
    limits: LIMITS,
    requests: [CODE['Access-Request'], CODE['Accounting-Request']],
    alive: CODE['Access-Accept'],
    async handle(request, context) {
      handled.push(
        request.readString(ATTRIBUTE['Acct-Session-Id']) ??
          request.readString(ATTRIBUTE['User-Name']) ??
          '',
      )
      await new Promise<void>((resolve) => gates.push(resolve))
      const isSignIn = request.code === CODE['Access-Request']
      return context.reply(CODE[isSignIn ? 'Access-Accept' : 'Accounting-Response'])
    },
    send: () => true,
  })
  let sent = 0
  return {
    desk,
    handled,
    /** Comes from a port of its own every 256 packets, as from many servers. */
    receive(packet: PacketWriter): Buffer {
      const port = SENDER.port + Math.floor(sent / 256)
      const datagram = packet.encode(sent % 256)
      sent += 1
      desk.receive(datagram, NAS, SENDER.address, { ...SENDER, port })
      return datagram
    },
    /** Lets everybody through who waits, one after the other. */
    async finish(): Promise<void> {
      while (desk.counters().inFlight > 0) {
        gates.shift()?.()
        await new Promise((resolve) => setImmediate(resolve))
      }
    },
  }
}

test('a flood of reports takes no more room than was allowed, and sign-ins and Stops go past it', async (t) => {
  const { desk, handled, receive, finish } = openDesk()
  t.after(() => desk.close(0))
  for (let n = 0; n < FLOOD; n += 1) receive(accountingRequest('Interim-Update', `interim ${n}`))
  const flooded = desk.counters()
  assert.deepEqual([flooded.inFlight, flooded.waiting], [LIMITS.inFlightMax, LIMITS.waitingMax])
  const held = LIMITS.inFlightMax + LIMITS.waitingMax
  assert.equal(flooded.dropped.overload, FLOOD - held, 'the rest is forgotten at once')

  for (let n = 0; n < 20; n += 1) {
    receive(papRequest(`subscriber ${n}`, 'arctangent'))
    receive(accountingRequest('Stop', `stop ${n}`))
  }
  assert.equal(desk.counters().waiting, LIMITS.waitingMax, 'in the place of reports')
  await finish()
  const urgent = handled.slice(LIMITS.inFlightMax, LIMITS.inFlightMax + 40)
  assert.ok(
    urgent.every((name) => /^(subscriber|stop) /.test(name)),
    urgent.join(', '),
  )
  assert.equal(handled.length, held)
})

test('what is sent again while the first one waits is dropped, and takes nobody’s place', async (t) => {
  const { desk, handled, receive, finish } = openDesk()
  t.after(() => desk.close(0))
  const packets = Array.from({ length: LIMITS.inFlightMax + LIMITS.waitingMax }, (_, n) =>
    receive(papRequest(`subscriber ${n}`, 'arctangent')),
  )
  const again = 100
  for (let round = 0; round < again; round += 1) {
    for (const datagram of packets) desk.receive(datagram, NAS, SENDER.address, SENDER)
  }
  const { dropped, inFlight, waiting } = desk.counters()
  assert.equal(dropped.duplicate, again * packets.length)
  assert.equal(dropped.overload, 0)
  assert.deepEqual([inFlight, waiting], [LIMITS.inFlightMax, LIMITS.waitingMax])
  await finish()
  assert.equal(handled.length, packets.length, 'each was handled once')
  desk.receive(packets[0] ?? Buffer.alloc(0), NAS, SENDER.address, SENDER)
  assert.equal(desk.counters().repliesRepeated, 1, 'later it is told the same again')
})
