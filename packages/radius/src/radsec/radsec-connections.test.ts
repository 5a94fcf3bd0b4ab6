import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { connect as connectTcp } from 'node:net'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ConnectionOptions } from 'node:tls'
import { CODE } from '../code.ts'
import {
  AUTHORITY,
  CLIENT_AUTHORITY,
  CLIENT_TLS,
  EXPIRED_TLS,
  STRANGER_TLS,
  TEST_TLS,
} from '../testing/certificates.ts'
import type { RadSecClient } from '../testing/radsec-client.ts'
import { SECRET as OTHER_SECRET, papRequest } from '../testing/sample-packets.ts'
import { RADSEC_TLS, startedRadSec, TLS_NAS } from '../testing/started-radsec-server.ts'
import { type Handler, until } from '../testing/started-server.ts'
import { RADSEC_SECRET, type RadSecPeer } from './radsec-options.ts'
import { createRadSecServer } from './radsec-server.ts'

const access = (identifier: number) =>
  papRequest('nemo', 'arctangent', RADSEC_SECRET).encode(identifier)

async function isServed(client: RadSecClient, identifier = 1): Promise<boolean> {
  const before = client.received.length
  client.send(access(identifier))
  await until(() => client.isClosed || client.received.length > before)
  return client.received.length > before
}

test('a client is found by what its certificate says', async (t) => {
  const asked: RadSecPeer[] = []
  const { connect } = await startedRadSec(t, {
    findClient: (peer) => {
      asked.push(peer)
      return TLS_NAS
    },
  })
  assert.ok(await isServed(connect()))
  assert.match(asked[0]?.fingerprint ?? '', /^99:10:0E:.*:D4$/)
  assert.equal(asked[0]?.subject, 'CN=nas-1.test')
  assert.ok(asked[0]?.subjectAltNames.includes('DNS:nas-1.test'))
  assert.equal(asked[0]?.address, '127.0.0.1')
})

test('without a good certificate of a trusted authority nobody is served or looked up', async (t) => {
  const { server, ends, connect } = await startedRadSec(t, {
    // Both authorities are trusted here, so that the certificate of a server fails for its purpose alone.
    tls: { ...TEST_TLS, ca: [CLIENT_AUTHORITY, AUTHORITY].map((path) => readFileSync(path)) },
    findClient: () => assert.fail('nobody is looked up'),
  })
  const errors = {
    UNABLE_TO_GET_ISSUER_CERT: {},
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: STRANGER_TLS,
    CERT_HAS_EXPIRED: EXPIRED_TLS,
    INVALID_PURPOSE: TEST_TLS,
  }
  for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const) {
    for (const [error, tls] of Object.entries(errors)) {
      const client = connect({ ...tls, maxVersion })
      assert.equal(await isServed(client), false, error)
      await until(() => ends.length > 0)
      const end = ends.shift()
      assert.equal(end?.reason, 'bad-certificate')
      assert.equal(String(end.error), error)
      const subject = { INVALID_PURPOSE: 'CN=radius.test', UNABLE_TO_GET_ISSUER_CERT: undefined }
      const expected = error in subject ? subject[error as keyof typeof subject] : 'CN=nas-1.test'
      assert.equal(end.peer?.subject, expected, 'it says whose certificate it was')
    }
  }
  const { connections, connectionsAccepted, handshakes, connectionsEnded } = server.counters()
  assert.deepEqual([connections, connectionsAccepted, handshakes], [0, 0, 0])
  assert.equal(connectionsEnded['bad-certificate'], 8)
})

test('TLS older than 1.2 and what is not TLS come to nothing', async (t) => {
  const { server, ends, connect } = await startedRadSec(t)
  const old: ConnectionOptions = {
    ...CLIENT_TLS,
    minVersion: 'TLSv1',
    maxVersion: 'TLSv1.1',
    ciphers: 'ALL:@SECLEVEL=0',
  }
  assert.ok(await connect(old).closed())
  const plain = connectTcp(server.port, '127.0.0.1', () => plain.write('GET / HTTP/1.0\r\n\r\n'))
  plain.on('error', () => undefined)
  await until(() => ends.length === 2)
  assert.deepEqual(
    ends.map(({ reason }) => reason),
    ['handshake-failed', 'handshake-failed'],
  )
  assert.ok(ends.every(({ error, port }) => error instanceof Error && port > 0))
  assert.equal(server.counters().handshakes, 0)
})

test('a client that nobody knows is refused at once and counted', async (t) => {
  const { server, ends, connect } = await startedRadSec(t, { findClient: () => undefined })
  assert.ok(await connect().closed())
  assert.equal(server.counters().connectionsEnded['unknown-client'], 1)
  assert.match(ends[0]?.peer?.fingerprint ?? '', /^99:10:0E:/, 'it says whom to enter')
})

test('a client that is removed is cut off at its next packet', async (t) => {
  let isKnown = true
  const { server, connect } = await startedRadSec(t, {
    findClient: () => (isKnown ? TLS_NAS : undefined),
  })
  const client = connect()
  assert.ok(await isServed(client))
  isKnown = false
  assert.equal(await isServed(client, 2), false)
  assert.ok(await client.closed())
  assert.equal(server.counters().dropped['unknown-client'], 1)
  assert.equal(server.counters().connectionsEnded['unknown-client'], 1)
})

test('a look-up that fails, and a secret that is not the one of TLS, are told of', async (t) => {
  const { ends, connect } = await startedRadSec(t, {
    findClient: () => {
      throw new Error('look-up')
    },
  })
  assert.ok(await connect().closed())
  assert.equal(ends[0]?.reason, 'look-up-failed')
  const other = await startedRadSec(t, {
    findClient: () => ({ secret: OTHER_SECRET, requireMessageAuthenticator: true }),
  })
  assert.ok(await other.connect().closed())
  assert.equal(other.ends[0]?.reason, 'look-up-failed')
  assert.match(String(other.ends[0]?.error), /RADSEC_SECRET/)
})

test('a look-up that fails later costs its own packet only', async (t) => {
  let lookups = 0
  const { server, connect } = await startedRadSec(t, {
    findClient: () => {
      lookups++
      if (lookups === 2) throw new Error('look-up')
      return TLS_NAS
    },
  })
  const client = connect()
  client.send(access(1), access(2))
  assert.deepEqual(
    (await client.receive(1)).map((reply) => reply[1]),
    [2],
  )
  assert.equal(server.counters().dropped['handler-error'], 1)
})

test('a stranger that says nothing is shown out in time', async (t) => {
  const { server, ends } = await startedRadSec(t, { limits: { handshakeMsMax: 60 } })
  const silent = connectTcp(server.port, '127.0.0.1')
  silent.on('error', () => undefined)
  await until(() => ends.length === 1)
  assert.equal(ends[0]?.reason, 'handshake-timeout')
  assert.equal(server.counters().handshakes, 0)
})

test('strangers beyond the limit push out each other and not who is served', async (t) => {
  const { server, connect } = await startedRadSec(t, { limits: { handshakesMax: 5 } })
  const served = connect()
  assert.ok(await isServed(served))
  const strangers = Array.from({ length: 20 }, () => connectTcp(server.port, '127.0.0.1'))
  for (const stranger of strangers) stranger.on('error', () => undefined)
  await until(() => server.counters().connectionsEnded['handshakes-full'] === 15)
  assert.equal(server.counters().handshakes, 5)
  assert.ok(await isServed(served, 2))
  assert.ok(await isServed(connect()), 'and a client still gets in')
  for (const stranger of strangers) stranger.destroy()
  await until(() => server.counters().handshakes === 0)
  assert.equal(server.counters().handshakes, 0)
})

test('a newcomer beyond the limit is refused, and has room when another goes', async (t) => {
  const { server, ends, connect } = await startedRadSec(t, { limits: { connectionsMax: 2 } })
  const [first, second] = [connect(), connect()]
  assert.ok((await isServed(first)) && (await isServed(second)))
  assert.equal(await isServed(connect()), false)
  assert.equal(ends[0]?.reason, 'connections-full')
  first.destroy()
  await until(() => server.counters().connections === 1)
  assert.ok(await isServed(connect()))
  assert.ok(await isServed(second, 2))
})

test('a client that restarts again and again gets in, at the cost of its oldest connection', async (t) => {
  const { server, connect } = await startedRadSec(t, {
    limits: { connectionsPerPeerMax: 2, connectionsMax: 2 },
  })
  const first = connect()
  assert.ok(await isServed(first))
  const second = connect()
  assert.ok(await isServed(second))
  assert.ok(await isServed(first, 2), 'now the second is silent longer')
  const third = connect()
  assert.ok(await isServed(third))
  assert.ok(await second.closed())
  assert.equal(first.isClosed, false)
  assert.equal(server.counters().connectionsEnded.displaced, 1)
})

test('a silent connection ends, one that asks now and then does not', async (t) => {
  const { server, connect } = await startedRadSec(t, { limits: { idleMsMax: 400 } })
  const silent = connect()
  const busy = connect()
  for (let identifier = 0; identifier < 8; identifier++) {
    assert.ok(await isServed(busy, identifier))
    await sleep(100)
  }
  assert.equal(silent.isClosed, true)
  assert.equal(busy.isClosed, false)
  assert.equal(server.counters().connectionsEnded.idle, 1)
})

test('a packet that never comes whole ends its connection, however it trickles', async (t) => {
  const { server, connect } = await startedRadSec(t, { limits: { stallMsMax: 150 } })
  const client = connect()
  const packet = access(1)
  for (let at = 0; at < packet.length - 1 && !client.isClosed; at++) {
    client.send(packet.subarray(at, at + 1))
    await sleep(10)
  }
  assert.ok(client.isClosed, 'long before the last octet but one')
  assert.equal(server.counters().connectionsEnded.stalled, 1)
  assert.deepEqual(client.received, [])
})

test('of one connection only so many requests are in hand, the others wait in the stream', async (t) => {
  const held: (() => void)[] = []
  const { server, connect } = await startedRadSec(t, {
    limits: { inHandPerConnectionMax: 4, stallMsMax: 100 },
    handleAuth: async (_request, context) => {
      await new Promise<void>((go) => held.push(go))
      return context.reply(CODE['Access-Accept'])
    },
  })
  const client = connect()
  client.send(...Array.from({ length: 100 }, (_, i) => access(i)))
  await until(() => held.length === 4)
  await sleep(300)
  assert.equal(server.counters().inFlight, 4)
  assert.equal(client.isClosed, false, 'it owes nothing: it is our turn')
  for (let answered = 0; answered < 100; answered++) {
    await until(() => held.length > 0)
    held.shift()?.()
    assert.ok(server.counters().inFlight <= 4)
  }
  assert.equal((await client.receive(100)).length, 100)
})

/** An answer as long as answers get, so that few fill what the system keeps. */
const longAnswer: Handler = (_request, context) => {
  const reply = context.reply(CODE['Access-Accept'])
  for (let i = 0; i < 15; i++) reply.addByName('Reply-Message', 'x'.repeat(250))
  return reply
}

test('who takes no answers is not read until it does, and nothing is lost', async (t) => {
  const requests = 8000
  let handled = 0
  const { server, connect } = await startedRadSec(t, {
    handleAuth: (request, context) => {
      handled++
      return longAnswer(request, context)
    },
  })
  const client = connect()
  client.socket.pause()
  for (let i = 0; i < requests; i++) client.socket.write(access(i % 256))
  await until(() => handled > 0)
  for (let before = 0; before < handled; await sleep(300)) before = handled
  assert.ok(handled < requests * 0.75, `${handled} answers were made for nobody`)
  assert.equal(server.counters().connections, 1)
  client.socket.resume()
  await until(() => client.received.length === requests)
  assert.equal(client.received.length, requests)
})

test('who never takes its answers is left in time', async (t) => {
  const { server, connect } = await startedRadSec(t, {
    limits: { stallMsMax: 300 },
    handleAuth: longAnswer,
  })
  const client = connect()
  client.socket.pause()
  for (let i = 0; i < 8000; i++) client.socket.write(access(i % 256))
  await until(() => server.counters().connectionsEnded.stalled === 1)
  assert.equal(server.counters().connectionsEnded.stalled, 1)
  await until(() => server.counters().connections === 0)
  assert.equal(server.counters().connections, 0, 'nothing is left of it')
})

test('an end in the middle of a packet leaves nothing behind', async (t) => {
  const { server, drops, connect } = await startedRadSec(t)
  const client = connect()
  assert.ok(await isServed(client))
  client.socket.end(access(2).subarray(0, 30))
  await until(() => server.counters().connections === 0)
  assert.equal(server.counters().connectionsEnded['peer-closed'], 1)
  assert.deepEqual(drops, [])
  const broken = connect()
  assert.ok(await isServed(broken))
  broken.reset()
  await until(() => server.counters().connections === 0)
  assert.equal(server.counters().connections, 0)
})

test('new certificates are for the connections to come', async (t) => {
  const { server, connect } = await startedRadSec(t)
  const old = connect()
  assert.ok(await isServed(old))
  server.renewTls({ ...TEST_TLS, ca: readFileSync(AUTHORITY) })
  assert.equal(await isServed(connect()), false, 'its authority is not trusted any more')
  assert.ok(await isServed(old, 2))
  assert.throws(() => server.renewTls({ ...TEST_TLS, ca: [] }), TypeError)
  server.renewTls(RADSEC_TLS)
  assert.ok(await isServed(connect()))
})

test('a server without authorities, with a wrong pair or on a taken port does not start', async (t) => {
  const { server } = await startedRadSec(t)
  const handle = () => undefined
  const options = { host: '127.0.0.1', port: 0, tls: RADSEC_TLS, findClient: () => TLS_NAS }
  const start = (wrong: object) =>
    createRadSecServer({ ...options, handleAuth: handle, handleAcct: handle, ...wrong })
  for (const ca of [[], '', 'no certificate']) {
    await assert.rejects(start({ tls: { ...RADSEC_TLS, ca } }), /tls\.ca: /)
  }
  await assert.rejects(start({ tls: { ...RADSEC_TLS, key: CLIENT_TLS.key } }), /tls\.key: /)
  await assert.rejects(start({ tls: { ...RADSEC_TLS, cert: 'none' } }), /tls\.cert: /)
  await assert.rejects(start({ port: server.port }), { code: 'EADDRINUSE' })
  await assert.rejects(start({ host: 'localhost' }), TypeError)
})
