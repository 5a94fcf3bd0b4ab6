import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { CODE } from '../code.ts'
import { ATTRIBUTE, VALUE } from '../dictionary.generated.ts'
import { createReply, createRequest, type PacketWriter } from '../packet-writer.ts'
import { createRadiusServer } from '../server/server.ts'
import { bindSocket } from '../socket.ts'
import { decoded, papRequest, SECRET } from '../testing/sample-packets.ts'
import { createRadiusClient, type RadiusClientOptions } from './client.ts'

type Responder = (datagram: Buffer, answer: (bytes: Uint8Array) => void) => void

/** A NAS or server that does exactly what a test says, and a client. */
async function peers(t: TestContext, responder: Responder, options: RadiusClientOptions = {}) {
  const socket = await bindSocket({ host: '127.0.0.1', port: 0, bufferBytes: 1 << 20 })
  socket.on('message', (datagram, sender) =>
    responder(datagram, (bytes) => socket.send(bytes, sender.port, sender.address)),
  )
  const client = createRadiusClient({ timeoutMs: 2000, attemptsMax: 3, ...options })
  t.after(async () => {
    await client.close()
    socket.close()
  })
  const { port } = socket.address()
  const send = (request: PacketWriter) => client.send({ host: '127.0.0.1', port, request })
  return { client, port, send }
}

const accepting: Responder = (datagram, answer) =>
  answer(createReply(decoded(datagram), CODE['Access-Accept'], SECRET).encode())

const disconnect = (secret = SECRET) =>
  createRequest(CODE['Disconnect-Request'], { secret, messageAuthenticator: true })
    .addString(ATTRIBUTE['Acct-Session-Id'], '8100001f')
    .addInteger(ATTRIBUTE['Event-Timestamp'], 1_700_000_000)

test('Disconnect-Request and CoA-Request reach a NAS and come back acknowledged or not', async (t) => {
  const nas = await createRadiusServer({
    kind: 'dae',
    host: '127.0.0.1',
    port: 0,
    findClient: () => ({ secret: SECRET, requireMessageAuthenticator: true }),
    handle: (request, context) =>
      request.code === CODE['Disconnect-Request']
        ? context.reply(CODE['Disconnect-ACK'])
        : context
            .reply(CODE['CoA-NAK'])
            .addInteger(
              ATTRIBUTE['Error-Cause'],
              VALUE['Error-Cause']['Session-Context-Not-Found'],
            ),
  })
  const client = createRadiusClient()
  t.after(() => Promise.all([client.close(), nas.close()]))
  const target = { host: '127.0.0.1', port: nas.port, requireMessageAuthenticator: true }

  const acknowledged = await client.send({ ...target, request: disconnect() })
  assert.equal(acknowledged.kind === 'reply' && acknowledged.packet.code, CODE['Disconnect-ACK'])

  const coa = createRequest(CODE['CoA-Request'], { secret: SECRET, messageAuthenticator: true })
  const refused = await client.send({ ...target, request: coa.addByName('Filter-Id', 'blocked') })
  assert.ok(refused.kind === 'reply')
  assert.equal(refused.packet.code, CODE['CoA-NAK'])
  assert.equal(refused.packet.readInteger(ATTRIBUTE['Error-Cause']), 503)
})

test('a lost packet is sent again with the same octets', async (t) => {
  const seen: string[] = []
  const responder: Responder = (datagram, answer) => {
    seen.push(datagram.toString('hex'))
    if (seen.length === 3) accepting(datagram, answer)
  }
  const { send } = await peers(t, responder, { timeoutMs: 100, attemptsMax: 20 })
  const result = await send(papRequest('nemo', 'arctangent'))
  assert.equal(result.kind, 'reply')
  assert.equal(new Set(seen).size, 1)
})

test('silence ends in a timeout after all attempts', async (t) => {
  let seen = 0
  const { send } = await peers(t, () => seen++, { timeoutMs: 10, attemptsMax: 4 })
  assert.deepEqual(await send(papRequest('nemo', 'arctangent')), { kind: 'timeout', attempts: 4 })
  assert.equal(seen, 4)
})

test('a closed port ends in a timeout too', async (t) => {
  const { client, port } = await peers(t, accepting, { timeoutMs: 10, attemptsMax: 2 })
  const free = await bindSocket({ host: '127.0.0.1', port: 0, bufferBytes: 65_536 })
  const closedPort = free.address().port
  await new Promise<void>((resolve) => free.close(resolve))
  assert.notEqual(closedPort, port)
  const request = papRequest('nemo', 'arctangent')
  const result = await client.send({ host: '127.0.0.1', port: closedPort, request })
  assert.equal(result.kind, 'timeout')
})

test('answers that cannot be believed are said to be so in the end', async (t) => {
  const responder: Responder = (datagram, answer) =>
    answer(createReply(decoded(datagram), CODE['Access-Accept'], Buffer.from('other')).encode())
  const { send } = await peers(t, responder, { timeoutMs: 150, attemptsMax: 2 })
  const result = await send(papRequest('nemo', 'arctangent'))
  assert.deepEqual(result, { kind: 'invalid', reason: 'bad-authenticator' })
})

test('an Access-Accept without Message-Authenticator is not believed unless that is allowed', async (t) => {
  const responder: Responder = (datagram, answer) =>
    answer(createReply(decoded(datagram), CODE['Accounting-Response'], SECRET).encode())
  const { client, port } = await peers(t, responder, { timeoutMs: 300, attemptsMax: 1 })
  // An Accounting-Response to an Access-Request: signed well, and still not an answer to it.
  const request = papRequest('nemo', 'arctangent')
  assert.deepEqual(await client.send({ host: '127.0.0.1', port, request }), {
    kind: 'invalid',
    reason: 'unknown-code',
  })
  const bare = createRequest(CODE['Accounting-Request'], { secret: SECRET })
  const allowed = await client.send({ host: '127.0.0.1', port, request: bare })
  assert.equal(allowed.kind, 'reply')
  const strict = await client.send({
    host: '127.0.0.1',
    port,
    request: createRequest(CODE['Accounting-Request'], { secret: SECRET }),
    requireMessageAuthenticator: true,
  })
  assert.deepEqual(strict, { kind: 'invalid', reason: 'missing-message-authenticator' })
})

test('a forged answer before the true one changes nothing', async (t) => {
  const { send } = await peers(t, (datagram, answer) => {
    const forged = createReply(decoded(datagram), CODE['Access-Reject'], Buffer.from('x')).encode()
    answer(forged)
    answer(Buffer.from('nonsense'))
    accepting(datagram, answer)
  })
  const result = await send(papRequest('nemo', 'arctangent'))
  assert.equal(result.kind === 'reply' && result.packet.code, CODE['Access-Accept'])
})

test('an answer from another port is nobody’s', async (t) => {
  const impostor = await bindSocket({ host: '127.0.0.1', port: 0, bufferBytes: 65_536 })
  t.after(() => impostor.close())
  const socket = await bindSocket({ host: '127.0.0.1', port: 0, bufferBytes: 65_536 })
  t.after(() => socket.close())
  socket.on('message', (datagram, sender) => {
    const reply = createReply(decoded(datagram), CODE['Access-Accept'], SECRET).encode()
    impostor.send(reply, sender.port, sender.address)
  })
  const client = createRadiusClient({ timeoutMs: 30, attemptsMax: 1 })
  t.after(() => client.close())
  const { port } = socket.address()
  const request = papRequest('nemo', 'arctangent')
  assert.equal((await client.send({ host: '127.0.0.1', port, request })).kind, 'timeout')
})

test('identifiers are never shared: 600 requests under way on sockets of 256', async (t) => {
  const perPort = new Map<string, number>()
  const held: (() => void)[] = []
  const socket = await bindSocket({ host: '127.0.0.1', port: 0, bufferBytes: 4 << 20 })
  t.after(() => socket.close())
  socket.on('message', (datagram, sender) => {
    const key = `${sender.port}/${datagram[1]}`
    perPort.set(key, (perPort.get(key) ?? 0) + 1)
    held.push(() => {
      const reply = createReply(decoded(datagram), CODE['Access-Accept'], SECRET)
      const name = decoded(datagram).readString(ATTRIBUTE['User-Name']) ?? ''
      socket.send(reply.addString(ATTRIBUTE.Class, name).encode(), sender.port, sender.address)
    })
  })
  const client = createRadiusClient({ socketsMax: 2, timeoutMs: 5000 })
  t.after(() => client.close())
  const { port } = socket.address()
  const results = Array.from({ length: 600 }, (_, i) =>
    client.send({ host: '127.0.0.1', port, request: papRequest(`nemo${i}`, 'arctangent') }),
  )
  for (let i = 0; i < 1000 && held.length < 512; i++) await sleep(5)
  assert.equal(held.length, 512, 'the others wait for an identifier')
  assert.ok([...perPort.values()].every((count) => count === 1))
  for (const release of held.splice(0)) release()
  for (let i = 0; i < 1000 && held.length < 88; i++) await sleep(5)
  for (const release of held.splice(0)) release()
  const answers = (await Promise.all(results)).map((result) =>
    result.kind === 'reply' ? result.packet.readString(ATTRIBUTE.Class) : result.kind,
  )
  assert.deepEqual(
    answers,
    results.map((_, i) => `nemo${i}`),
  )
})

test('closing ends what is under way, and what still waits', async (t) => {
  const { client, send } = await peers(t, () => undefined, { timeoutMs: 10_000, socketsMax: 1 })
  const results = Array.from({ length: 300 }, () => send(papRequest('nemo', 'arctangent')))
  await sleep(30)
  await client.close()
  const kinds = new Set((await Promise.all(results)).map(({ kind }) => kind))
  assert.deepEqual([...kinds], ['timeout'])
  await assert.rejects(send(papRequest('nemo', 'arctangent')), /closed/)
})

test('a wrong target is refused at once, and costs no identifier', async (t) => {
  const { client, port, send } = await peers(t, accepting, { socketsMax: 1 })
  const request = papRequest('nemo', 'arctangent')
  await assert.rejects(client.send({ host: 'nas.example', port, request }), TypeError)
  for (let i = 0; i < 300; i++) {
    await assert.rejects(client.send({ host: '127.0.0.1', port: 70_000, request }), RangeError)
  }
  assert.equal((await send(papRequest('nemo', 'arctangent'))).kind, 'reply')
})
