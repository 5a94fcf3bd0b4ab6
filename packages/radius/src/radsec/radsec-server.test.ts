import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { verifyReply } from '../authenticator.ts'
import { CODE } from '../code.ts'
import { ATTRIBUTE, VALUE } from '../dictionary.generated.ts'
import { createRequest } from '../packet-writer.ts'
import type { RadiusPeer, RequestContext } from '../server/server-options.ts'
import {
  accountingRequest,
  decoded,
  SECRET as OTHER_SECRET,
  papRequest,
} from '../testing/sample-packets.ts'
import { startedRadSec, TLS_NAS } from '../testing/started-radsec-server.ts'
import { accept, until } from '../testing/started-server.ts'
import { RADSEC_SECRET as SECRET } from './radsec-options.ts'

const access = (identifier: number, password = 'arctangent') =>
  papRequest(`nemo${identifier}`, password, SECRET).encode(identifier)
const accounting = (identifier: number) =>
  accountingRequest('Start', `s-${identifier}`, 0, SECRET).encode(identifier)
const status = (identifier: number) =>
  createRequest(CODE['Status-Server'], { secret: SECRET }).encode(identifier)
const codes = (packets: Buffer[]) => packets.map((packet) => decoded(packet).code)

test('one connection carries authentication, accounting and the watchdog, and every reply is signed', async (t) => {
  const { server, connect } = await startedRadSec(t)
  const client = connect()
  const requests = [access(1), access(2, 'wrong'), accounting(3), status(4)]
  for (const [i, request] of requests.entries()) {
    client.send(request)
    await client.receive(i + 1)
    const reply = decoded(client.received[i] ?? Buffer.alloc(0))
    assert.equal(reply.identifier, i + 1)
    const { authenticator } = decoded(request)
    const isAccounting = reply.code === CODE['Accounting-Response']
    const requireMessageAuthenticator = !isAccounting
    const question = { authenticator, secret: SECRET, requireMessageAuthenticator }
    assert.equal(verifyReply(reply, question), undefined)
  }
  assert.deepEqual(codes(client.received), [
    CODE['Access-Accept'],
    CODE['Access-Reject'],
    CODE['Accounting-Response'],
    CODE['Access-Accept'],
  ])
  const { received, sent, connections, connectionsAccepted, inFlight } = server.counters()
  assert.deepEqual(received, { 'Access-Request': 2, 'Accounting-Request': 1, 'Status-Server': 1 })
  assert.deepEqual(sent, { 'Access-Accept': 2, 'Access-Reject': 1, 'Accounting-Response': 1 })
  assert.deepEqual([connections, connectionsAccepted, inFlight], [1, 1, 0])
})

test('the handler knows the client, the sender and the moment, as with UDP', async (t) => {
  let seen: RequestContext<RadiusPeer> | undefined
  const { connect } = await startedRadSec(t, {
    handleAuth: (request, context) => {
      seen = context
      return accept(request, context)
    },
  })
  const beforeMs = performance.now()
  const client = connect()
  client.send(access(1))
  await client.receive(1)
  assert.equal(seen?.client, TLS_NAS)
  assert.equal(seen?.address, '127.0.0.1')
  assert.equal(seen?.port, client.socket.localPort)
  assert.ok(seen && seen.receivedAtMs >= beforeMs)
})

test('packets are found in the stream, many in one piece and one in many', async (t) => {
  const { connect } = await startedRadSec(t)
  const client = connect()
  const requests = Array.from({ length: 200 }, (_, i) => (i % 2 ? accounting(i) : access(i)))
  client.send(...requests)
  assert.equal((await client.receive(200)).length, 200)
  const last = access(200)
  for (const at of [1, 3, 4, 25, last.length]) {
    const from = { 1: 0, 3: 1, 4: 3, 25: 4 }[at] ?? 25
    client.send(last.subarray(from, at))
    await sleep(5)
  }
  const identifiers = (await client.receive(201)).map((packet) => packet[1])
  assert.deepEqual(new Set(identifiers), new Set(Array.from({ length: 201 }, (_, i) => i)))
})

test('who is ready first is answered first', async (t) => {
  const gate = Promise.withResolvers<void>()
  const { connect } = await startedRadSec(t, {
    handleAuth: async (_request, context) => {
      await gate.promise
      return context.reply(CODE['Access-Accept'])
    },
  })
  const client = connect()
  client.send(access(1), accounting(2))
  await client.receive(1)
  gate.resolve()
  const order = (await client.receive(2)).map((packet) => packet[1])
  assert.deepEqual(order, [2, 1])
})

test('a repeated packet gets the same octets within its connection, and is a new one on another', async (t) => {
  let handled = 0
  const { server, connect } = await startedRadSec(t, {
    handleAuth: (_request, context) => {
      handled++
      return context.reply(CODE['Access-Accept']).addString(ATTRIBUTE.Class, `call ${handled}`)
    },
  })
  const client = connect()
  const request = access(1)
  client.send(request)
  client.send(request)
  const [first, second] = await client.receive(2)
  assert.deepEqual(second, first)
  assert.equal(handled, 1)
  assert.equal(server.counters().repliesRepeated, 1)

  const again = connect()
  again.send(request)
  await again.receive(1)
  assert.equal(handled, 2)
})

test('what is not believed is dropped and ends the connection, what is only unwanted does not', async (t) => {
  const { server, ends, connect } = await startedRadSec(t)
  const bare = createRequest(CODE['Access-Request'], {
    secret: SECRET,
    messageAuthenticator: false,
  })
  const harmless = connect()
  const unknownCode = access(2)
  unknownCode[0] = 77
  harmless.send(bare.encode(1), unknownCode, access(3))
  await harmless.receive(1)
  assert.equal(harmless.received[0]?.[1], 3)
  assert.equal(harmless.isClosed, false)

  const short = access(4)
  short.writeUInt16BE(19, 2)
  const long = access(5)
  long.writeUInt16BE(4097, 2)
  const badAttribute = access(6)
  badAttribute[21] = 0
  const wrongSecret = papRequest('nemo', 'arctangent', OTHER_SECRET).encode(7)
  const wrongAccounting = accountingRequest('Start', 's', 0, OTHER_SECRET).encode(8)
  const bad = {
    'bad-length': short,
    'too-long': long,
    'bad-attribute': badAttribute,
    'bad-message-authenticator': wrongSecret,
    'bad-authenticator': wrongAccounting,
  }
  for (const [reason, packet] of Object.entries(bad)) {
    const client = connect()
    client.send(access(1), packet, access(2))
    assert.ok(await client.closed(), reason)
    assert.deepEqual(
      client.received.map((reply) => reply[1]),
      [1],
      reason,
    )
    assert.equal(server.counters().dropped[reason as keyof typeof bad], 1, reason)
  }
  assert.deepEqual(
    ends.map(({ reason }) => reason),
    Object.keys(bad).map(() => 'bad-packet'),
  )
  assert.equal(server.counters().dropped['missing-message-authenticator'], 1)
  assert.equal(server.counters().dropped['unknown-code'], 1)
})

test('who asks for dynamic authorization hears that there is none here', async (t) => {
  const handle = () => assert.fail('the handler is not asked')
  const { connect } = await startedRadSec(t, { handleAuth: handle, handleAcct: handle })
  const client = connect()
  for (const code of [CODE['Disconnect-Request'], CODE['CoA-Request']]) {
    client.send(createRequest(code, { secret: SECRET }).encode(code))
  }
  const replies = (await client.receive(2)).map(decoded)
  assert.deepEqual(
    replies.map(({ code }) => code),
    [CODE['Disconnect-NAK'], CODE['CoA-NAK']],
  )
  for (const reply of replies) {
    const cause = VALUE['Error-Cause']['Unsupported-Extension']
    assert.equal(reply.readInteger(ATTRIBUTE['Error-Cause']), cause)
  }
})

test('a failing handler costs its own request only', async (t) => {
  const { server, connect } = await startedRadSec(t, {
    handleAuth: () => {
      throw new Error('at once')
    },
    handleAcct: (request, context) =>
      request.identifier === 2
        ? Promise.reject(new Error('later'))
        : context.reply(CODE['Accounting-Response']),
  })
  const client = connect()
  client.send(access(1), accounting(2), accounting(3))
  await client.receive(1)
  assert.equal(client.received[0]?.[1], 3)
  assert.equal(server.counters().dropped['handler-error'], 2)
  assert.equal(client.isClosed, false)
})

test('under overload Interim gives way to Stop over TLS as well', async (t) => {
  const waiting: { session: string; go: () => void }[] = []
  const { server, connect } = await startedRadSec(t, {
    limits: { inFlightMax: 1, waitingMax: 1 },
    handleAcct: async (request, context) => {
      const session = request.readString(ATTRIBUTE['Acct-Session-Id']) ?? ''
      await new Promise<void>((go) => waiting.push({ session, go }))
      return context.reply(CODE['Accounting-Response'])
    },
  })
  const client = connect()
  client.send(
    accountingRequest('Start', 'running', 0, SECRET).encode(1),
    accountingRequest('Interim-Update', 'interim', 0, SECRET).encode(2),
    accountingRequest('Stop', 'stop', 0, SECRET).encode(3),
  )
  await until(() => server.counters().dropped.overload === 1)
  for (const expected of ['running', 'stop']) {
    await until(() => waiting.length > 0)
    const next = waiting.shift()
    assert.equal(next?.session, expected)
    next?.go()
  }
  assert.deepEqual(
    (await client.receive(2)).map((reply) => reply[1]),
    [1, 3],
  )
})

test('a connection that goes takes its answers with it, and its requests are handled all the same', async (t) => {
  const gate = Promise.withResolvers<void>()
  let counted = 0
  const { server, drops, connect } = await startedRadSec(t, {
    handleAcct: async (_request, context) => {
      await gate.promise
      counted++
      return context.reply(CODE['Accounting-Response'])
    },
  })
  const client = connect()
  client.send(accounting(1), accounting(2))
  await until(() => server.counters().inFlight === 2)
  client.destroy()
  await until(() => server.counters().connections === 0)
  gate.resolve()
  await until(() => server.counters().dropped.disconnected === 2)
  assert.deepEqual(drops, ['disconnected', 'disconnected'])
  assert.equal(counted, 2)
  assert.deepEqual(server.counters().sent, {})
  assert.equal(server.counters().inFlight, 0)
})

test('close answers what is in hand, takes nothing new, and ends the connections', async (t) => {
  const gate = Promise.withResolvers<void>()
  const { server, ends, connect } = await startedRadSec(t, {
    handleAuth: async (_request, context) => {
      await gate.promise
      return context.reply(CODE['Access-Accept'])
    },
  })
  const client = connect()
  client.send(access(1))
  await until(() => server.counters().inFlight === 1)
  const closed = server.close()
  client.send(access(2))
  await until(() => server.counters().dropped.closing === 1)
  gate.resolve()
  await closed
  assert.ok(await client.closed())
  assert.deepEqual(
    client.received.map((reply) => reply[1]),
    [1],
  )
  assert.deepEqual(
    ends.map(({ reason }) => reason),
    ['closing'],
  )
  assert.equal(server.counters().connections, 0)
})
