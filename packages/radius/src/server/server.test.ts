import assert from 'node:assert/strict'
import { networkInterfaces } from 'node:os'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { verifyReply } from '../authenticator.ts'
import { createRadiusClient } from '../client/client.ts'
import { CODE } from '../code.ts'
import { ATTRIBUTE } from '../dictionary.generated.ts'
import type { DropReason } from '../drop-reason.ts'
import type { Packet } from '../packet.ts'
import { createRequest, type PacketWriter } from '../packet-writer.ts'
import { RawSocket } from '../testing/raw-socket.ts'
import { RFC5997_6_1 } from '../testing/rfc-examples.ts'
import { accountingRequest, decoded, papRequest, SECRET } from '../testing/sample-packets.ts'
import { accept, type Handler, NAS, started, until } from '../testing/started-server.ts'
import { createRadiusServer } from './server.ts'
import type { RadiusPeer, RequestContext } from './server-options.ts'

test('a right password is accepted, a wrong one rejected, and both replies are signed', async (t) => {
  const { server, socket } = await started(t)
  for (const [password, code] of [
    ['arctangent', CODE['Access-Accept']],
    ['wrong', CODE['Access-Reject']],
  ] as const) {
    const request = papRequest('nemo', password).encode(9)
    socket.send(request)
    await socket.receive(socket.received.length + 1)
    const reply = decoded(socket.received.at(-1) ?? Buffer.alloc(0))
    assert.equal(reply.code, code)
    assert.equal(reply.identifier, 9)
    const { authenticator } = decoded(request)
    assert.equal(verifyReply(reply, { ...NAS, authenticator }), undefined)
  }
  const { received, sent, inFlight } = server.counters()
  assert.deepEqual(received, { 'Access-Request': 2 })
  assert.deepEqual(sent, { 'Access-Accept': 1, 'Access-Reject': 1 })
  assert.equal(inFlight, 0)
})

test('the handler knows the client, the sender and the moment', async (t) => {
  let seen: RequestContext<RadiusPeer> | undefined
  const { socket } = await started(t, {
    handle: (request, context) => {
      seen = context
      return accept(request, context)
    },
  })
  const beforeMs = performance.now()
  socket.send(papRequest('nemo', 'arctangent').encode(1))
  await socket.receive(1)
  assert.equal(seen?.client, NAS)
  assert.equal(seen?.address, '127.0.0.1')
  assert.ok(seen && seen.port > 0 && seen.receivedAtMs >= beforeMs)
})

test('what is not believed is dropped, counted and told', async (t) => {
  const { server, socket, drops } = await started(t)
  const good = papRequest('nemo', 'arctangent').encode(1)
  const stranger = papRequest('nemo', 'arctangent', Buffer.from('other')).encode(2)
  const bare = createRequest(CODE['Access-Request'], {
    secret: SECRET,
    messageAuthenticator: false,
  })
  const accounting = accountingRequest('Start', 's').encode(3)
  for (const datagram of [
    Buffer.alloc(3),
    good.subarray(0, 30),
    Buffer.concat([good.subarray(0, 20), Buffer.alloc(good.length - 20)]),
    stranger,
    bare.encode(4),
    accounting,
  ]) {
    socket.send(datagram)
  }
  socket.send(good)
  assert.ok(await socket.receive(1))
  const expected: DropReason[] = [
    'too-short',
    'bad-length',
    'bad-attribute',
    'bad-message-authenticator',
    'missing-message-authenticator',
    'unknown-code',
  ]
  assert.deepEqual(drops.map(({ reason }) => reason).sort(), [...expected].sort())
  for (const reason of expected) assert.equal(server.counters().dropped[reason], 1, reason)
  assert.equal(socket.received.length, 1)
})

test('an unknown client gets no answer', async (t) => {
  const { server, socket } = await started(t, { findClient: () => undefined })
  socket.send(papRequest('nemo', 'arctangent').encode(1))
  await until(() => server.counters().dropped['unknown-client'] === 1)
  assert.equal(server.counters().dropped['unknown-client'], 1)
  assert.equal(socket.received.length, 0)
})

const hasIpv6 = Object.values(networkInterfaces()).some((addresses) =>
  addresses?.some(({ family }) => family === 'IPv6'),
)
const withIpv6 = { skip: hasIpv6 ? false : 'this machine has no IPv6 address' }

test('an IPv4 sender of a dual-stack socket is looked up in dotted form', withIpv6, async (t) => {
  const addresses: string[] = []
  const server = await createRadiusServer({
    kind: 'auth',
    host: '::',
    port: 0,
    findClient: (address) => {
      addresses.push(address)
      return NAS
    },
    handle: accept,
  })
  t.after(() => server.close())
  const socket = await RawSocket.open(server.port)
  t.after(() => socket.close())
  socket.send(papRequest('nemo', 'arctangent').encode(1))
  assert.ok(await socket.receive(1))
  assert.deepEqual(addresses, ['127.0.0.1'])
})

test('a retransmission is answered with the very same octets, and the handler is not asked again', async (t) => {
  let handled = 0
  const { server, socket } = await started(t, {
    handle: (_request, context) => {
      handled++
      return context.reply(CODE['Access-Accept']).addString(ATTRIBUTE.Class, `call ${handled}`)
    },
  })
  const request = papRequest('nemo', 'arctangent').encode(1)
  for (let i = 1; i <= 3; i++) {
    socket.send(request)
    assert.ok(await socket.receive(i))
  }
  assert.equal(handled, 1)
  assert.deepEqual(socket.received[1], socket.received[0])
  assert.deepEqual(socket.received[2], socket.received[0])
  assert.equal(server.counters().repliesRepeated, 2)
})

test('a retransmission of what is still being handled is dropped', async (t) => {
  const gate = Promise.withResolvers<void>()
  let handled = 0
  const { server, socket } = await started(t, {
    handle: async (_request, context) => {
      handled++
      await gate.promise
      return context.reply(CODE['Access-Accept'])
    },
  })
  const request = papRequest('nemo', 'arctangent').encode(1)
  for (let i = 0; i < 3; i++) socket.send(request)
  await until(() => server.counters().dropped.duplicate === 2)
  assert.equal(server.counters().inFlight, 1)
  gate.resolve()
  assert.ok(await socket.receive(1))
  assert.equal(handled, 1)
  assert.equal(server.counters().dropped.duplicate, 2)
})

test('without a reply the request is forgotten, and its retransmission gets another chance', async (t) => {
  let handled = 0
  const { server, socket } = await started(t, {
    handle: (_request, context) => {
      handled++
      return handled === 1 ? undefined : context.reply(CODE['Access-Accept'])
    },
  })
  const request = papRequest('nemo', 'arctangent').encode(1)
  socket.send(request)
  await until(() => handled === 1)
  socket.send(request)
  assert.ok(await socket.receive(1))
  assert.equal(server.counters().dropped['no-reply'], 1)
})

test('a failing handler costs its own request only', async (t) => {
  const failures: Handler[] = [
    () => {
      throw new Error('at once')
    },
    () => Promise.reject(new Error('later')),
    (_request, context) => {
      const reply = context.reply(CODE['Access-Accept'])
      return reply.addString(ATTRIBUTE.Class, 'x'.repeat(300))
    },
    accept,
  ]
  const { server, socket, drops } = await started(t, {
    handle: (request, context) => failures.shift()?.(request, context),
  })
  for (let i = 0; i < 4; i++) socket.send(papRequest('nemo', 'arctangent').encode(i))
  assert.ok(await socket.receive(1))
  await until(() => server.counters().dropped['handler-error'] === 3)
  assert.deepEqual(
    drops.map(({ reason }) => reason),
    Array(3).fill('handler-error'),
  )
  assert.ok(drops.every(({ error }) => error instanceof Error))
  assert.equal(server.counters().inFlight, 0)
})

test('failing look-ups and failing drop reports do not stop the server', async (t) => {
  let lookups = 0
  const { server, socket } = await started(t, {
    findClient: () => {
      lookups++
      if (lookups === 1) throw new Error('look-up')
      return NAS
    },
    onDrop: () => {
      throw new Error('report')
    },
  })
  socket.send(papRequest('nemo', 'arctangent').encode(1))
  socket.send(papRequest('nemo', 'arctangent').encode(2))
  assert.ok(await socket.receive(1))
  assert.ok(server.counters().dropped['handler-error'] >= 1)
})

test('a handler that never ends is given up, and its late reply is not sent', async (t) => {
  const gate = Promise.withResolvers<void>()
  const { server, socket } = await started(t, {
    limits: { handlerMsMax: 30 },
    handle: async (_request, context) => {
      await gate.promise
      return context.reply(CODE['Access-Accept'])
    },
  })
  socket.send(papRequest('nemo', 'arctangent').encode(1))
  await until(() => server.counters().dropped['handler-timeout'] === 1)
  assert.equal(server.counters().inFlight, 0)
  gate.resolve()
  assert.equal(await socket.receive(1, 50), false)
})

test('under overload Interim waits for Stop, and is refused first', async (t) => {
  const waiting: { status: string; go: () => void }[] = []
  const { server, socket } = await started(t, {
    kind: 'acct',
    limits: { inFlightMax: 1, waitingMax: 2 },
    handle: async (request, context) => {
      const status = request.readString(ATTRIBUTE['Acct-Session-Id']) ?? ''
      await new Promise<void>((go) => waiting.push({ status, go }))
      return context.reply(CODE['Accounting-Response'])
    },
  })
  const packets: PacketWriter[] = [
    accountingRequest('Start', 'running'),
    accountingRequest('Interim-Update', 'interim 1'),
    accountingRequest('Interim-Update', 'interim 2'),
    accountingRequest('Stop', 'stop'),
  ]
  for (const [i, packet] of packets.entries()) socket.send(packet.encode(i))
  await until(() => server.counters().dropped.overload === 1)
  for (const expected of ['running', 'stop', 'interim 2']) {
    await until(() => waiting.length > 0)
    const next = waiting.shift()
    assert.equal(next?.status, expected)
    next?.go()
  }
  assert.ok(await socket.receive(3))
  assert.equal(server.counters().dropped.overload, 1)

  // The refused one was forgotten: sent again, it is served.
  socket.send(packets[1]?.encode(1) ?? Buffer.alloc(0))
  await until(() => waiting.length > 0)
  assert.equal(waiting.shift()?.status, 'interim 1')
})

test('Status-Server is answered by the server itself, on both ports', async (t) => {
  const handle = () => assert.fail('the handler is not asked')
  const auth = await started(t, { handle })
  auth.socket.send(RFC5997_6_1.request)
  assert.ok(await auth.socket.receive(1))
  const acct = await started(t, { kind: 'acct', handle })
  acct.socket.send(createRequest(CODE['Status-Server'], { secret: SECRET }).encode(5))
  assert.ok(await acct.socket.receive(1))
  const codes = [auth, acct].map(
    ({ socket }) => decoded(socket.received[0] ?? Buffer.alloc(0)).code,
  )
  assert.deepEqual(codes, [CODE['Access-Accept'], CODE['Accounting-Response']])

  const dae = await started(t, { kind: 'dae', handle })
  dae.socket.send(RFC5997_6_1.request)
  await until(() => dae.drops.length > 0)
  assert.equal(dae.drops[0]?.reason, 'unknown-code')
})

test('a thousand requests at once are all answered', async (t) => {
  const { server } = await started(t, {
    handle: async (request: Packet, context) => {
      await sleep(1)
      return accept(request, context)
    },
  })
  const client = createRadiusClient({ timeoutMs: 2000 })
  t.after(() => client.close())
  const results = await Promise.all(
    Array.from({ length: 1000 }, (_, i) =>
      client.send({
        host: '127.0.0.1',
        port: server.port,
        request: papRequest(`nemo${i}`, i % 2 ? 'arctangent' : 'wrong'),
      }),
    ),
  )
  const codes = results.map((result) =>
    result.kind === 'reply' ? result.packet.code : result.kind,
  )
  for (const [i, code] of codes.entries()) {
    assert.equal(code, CODE[i % 2 ? 'Access-Accept' : 'Access-Reject'])
  }
})
