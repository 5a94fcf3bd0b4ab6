import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { CODE } from '../code.ts'
import { ATTRIBUTE } from '../dictionary.generated.ts'
import { createReply } from '../packet-writer.ts'
import { revealWithSalt } from '../password/hiding.ts'
import { TEST_TLS } from '../testing/certificates.ts'
import { EapPeer, eapRequest } from '../testing/eap-peer.ts'
import { hex } from '../testing/hex.ts'
import { decoded, papRequest, SECRET } from '../testing/sample-packets.ts'
import { addEapFailure, replyWithEap } from './eap-answer.ts'
import type { EapServerOptions } from './eap-options.ts'
import { EAP_TYPE, joinEapMessage } from './eap-packet.ts'
import { createEapServer } from './eap-server.ts'
import { md5Answer } from './md5-method.ts'

const findPassword = (identity: string) => (identity === 'nemo' ? 'arctangent' : undefined)

/** A server of EAP-MD5 unless told otherwise, closed when the test ends. */
function served(t: TestContext, options: Partial<EapServerOptions> = {}) {
  const eap = createEapServer({ methods: ['md5'], tls: TEST_TLS, findPassword, ...options })
  t.after(() => eap.close())
  return eap
}

/** The right answer to the challenge that waits. */
function rightAnswer(peer: EapPeer, password = 'arctangent'): Buffer {
  const { identifier, body } = peer.asked
  return Buffer.concat([
    Buffer.of(16),
    md5Answer({ identifier, password, challenge: body.subarray(1, 17) }),
  ])
}

test('an EAP packet lies in attributes of 253 octets, and State goes with it', () => {
  const eap = Buffer.alloc(1000, 'e')
  const state = Buffer.alloc(16, 's')
  const request = eapRequest(Buffer.of(2, 7, 0, 5, 1))
  const context = { reply: (code: number) => createReply(request, code, SECRET) }
  const reply = replyWithEap(context, { kind: 'challenge', eap, state })
  assert.ok(reply)
  const packet = decoded(reply.encode())
  assert.equal(packet.code, CODE['Access-Challenge'])
  const lengths = packet.all(ATTRIBUTE['EAP-Message']).map(({ length }) => length)
  assert.deepEqual(lengths, [253, 253, 253, 241])
  assert.deepEqual(joinEapMessage(packet), eap)
  assert.deepEqual(packet.first(ATTRIBUTE.State), state)
})

test('an Access-Accept carries EAP-Success and the keys of the link, hidden', () => {
  const request = eapRequest(Buffer.of(2, 7, 0, 5, 1))
  const context = { reply: (code: number) => createReply(request, code, SECRET) }
  const keys = { send: Buffer.alloc(32, 's'), receive: Buffer.alloc(32, 'r') }
  const eap = Buffer.of(3, 7, 0, 4)
  const answer = { kind: 'accept', method: 'ttls', identity: 'nemo', eap, keys } as const
  const reply = replyWithEap(context, answer)
  assert.ok(reply)
  const packet = decoded(reply.encode())
  assert.equal(packet.code, CODE['Access-Accept'])
  assert.deepEqual(packet.first(ATTRIBUTE['EAP-Message']), eap)
  const read = (attribute: number) =>
    revealWithSalt(packet.first(attribute) ?? Buffer.alloc(0), {
      secret: SECRET,
      authenticator: request.authenticator,
    })
  assert.deepEqual(read(ATTRIBUTE['MS-MPPE-Send-Key']), keys.send)
  assert.deepEqual(read(ATTRIBUTE['MS-MPPE-Recv-Key']), keys.receive)
})

test('who may not come in for another reason gets EAP-Failure for the same request', () => {
  const request = eapRequest(Buffer.of(2, 7, 0, 5, 1))
  const reply = createReply(request, CODE['Access-Reject'], SECRET)
  const packet = decoded(addEapFailure(reply, request).encode())
  assert.deepEqual(packet.first(ATTRIBUTE['EAP-Message']), Buffer.of(4, 7, 0, 4))
  const plain = decoded(papRequest('nemo', 'arctangent').encode())
  const other = decoded(
    addEapFailure(createReply(plain, CODE['Access-Reject'], SECRET), plain).encode(),
  )
  assert.equal(other.hasEapMessage, false)
})

test('CHAP and EAP-MD5: the digest of identifier, password and challenge (RFC 1994 §4.1)', () => {
  const challenge = hex('102DB5DF085D3041')
  const digest = md5Answer({ identifier: 0x17, password: 'MyPw', challenge })
  // MD5 of 17 4D 79 50 77 and the challenge, by another program.
  assert.equal(digest.toString('hex'), '88d23285f75bc13682f15c59e28bd492')
})

test('an access server that starts without a name is told to ask for it (RFC 3579 §2.1)', async (t) => {
  const peer = new EapPeer(served(t))
  await peer.send(Buffer.alloc(0))
  assert.equal(peer.asked.type, EAP_TYPE.identity)
  await peer.say(EAP_TYPE.identity, 'nemo')
  assert.equal(peer.asked.type, EAP_TYPE.md5)
  const answer = await peer.say(EAP_TYPE.md5, rightAnswer(peer))
  assert.deepEqual(answer.kind === 'accept' && answer.identity, 'nemo')
})

test('what follows a zero octet in the identity is not part of the name', async (t) => {
  const peer = new EapPeer(served(t))
  await peer.reachMd5('nemo\0networkid=altyn')
  const answer = await peer.say(EAP_TYPE.md5, rightAnswer(peer))
  assert.equal(answer.kind === 'accept' && answer.identity, 'nemo')
})

test('the same response once more gets the same answer, another under an old number none', async (t) => {
  const eap = served(t)
  const peer = new EapPeer(eap)
  await peer.reachMd5('nemo')
  const { answer, state } = peer
  const again = await eap.respond(eapRequest(Buffer.from('0207000a016e656d6f00', 'hex'), state))
  assert.deepEqual(again, { kind: 'drop', reason: 'stale-identifier' })
  const identity = Buffer.from('02070009016e656d6f', 'hex')
  assert.deepEqual(await eap.respond(eapRequest(identity, state)), answer)
  assert.equal(eap.counters().dropped['stale-identifier'], 1)
  assert.equal((await peer.say(EAP_TYPE.md5, rightAnswer(peer))).kind, 'accept')
})

test('while the password is looked up, a second response is dropped and the first decides', async (t) => {
  const found = Promise.withResolvers<string>()
  const eap = served(t, { findPassword: () => found.promise })
  const peer = new EapPeer(eap)
  await peer.reachMd5('nemo')
  const { state } = peer
  const first = peer.say(EAP_TYPE.md5, rightAnswer(peer))
  const second = Buffer.concat([Buffer.of(2, 8, 0, 22, 4, 16), Buffer.alloc(16)])
  assert.deepEqual(await eap.respond(eapRequest(second, state)), { kind: 'drop', reason: 'busy' })
  found.resolve('arctangent')
  assert.equal((await first).kind, 'accept')
})

test('a failure of findPassword comes out and ends the conversation', async (t) => {
  const findPassword = () => Promise.reject(new Error('the database is away'))
  for (const method of ['md5', 'ttls'] as const) {
    const eap = served(t, { methods: [method], findPassword })
    const peer = new EapPeer(eap)
    if (method === 'md5') await peer.reachMd5('nemo')
    else await peer.openTunnel('ttls')
    const pap = hex('00000001 4000000c 6e656d6f 00000002 40000010 6172637461 6e6700')
    const last = method === 'md5' ? peer.say(EAP_TYPE.md5, rightAnswer(peer)) : peer.sayInside(pap)
    await assert.rejects(last, /the database is away/)
    assert.equal(eap.counters().conversations, 0)
    peer.end()
  }
})

test('the caller is told again who asked', async () => {
  const asked: unknown[] = []
  const eap = createEapServer<string>({
    methods: ['md5'],
    findPassword: (identity, nas) => {
      asked.push([identity, nas])
      return 'arctangent'
    },
  })
  const first = await eap.respond(eapRequest(Buffer.from('02070009016e656d6f', 'hex')), 'nas-7')
  assert.ok(first.kind === 'challenge')
  const answer = Buffer.concat([Buffer.of(2, 8, 0, 22, 4, 16), Buffer.alloc(16)])
  const last = await eap.respond(eapRequest(answer, first.state), 'nas-7')
  assert.equal(last.kind === 'reject' && last.reason, 'wrong-password')
  assert.deepEqual(asked, [['nemo', 'nas-7']])
})

test('an unknown name and a wrong password take the same way', async (t) => {
  const eap = served(t)
  const kinds = async (identity: string) => {
    const peer = new EapPeer(eap)
    await peer.reachMd5(identity)
    return [(await peer.say(EAP_TYPE.md5, rightAnswer(peer, 'tangent'))).kind]
  }
  assert.deepEqual(await kinds('nemo'), await kinds('ned'))
  const { rejected } = eap.counters()
  assert.equal(rejected['wrong-password'], 1)
  assert.equal(rejected['unknown-identity'], 1)
})

test('octets that are no EAP response are refused, and so is a conversation that nobody began', async (t) => {
  const eap = served(t)
  const cases: [string, Buffer | undefined, string][] = [
    ['0107000501', undefined, 'malformed'], // a request
    ['03070004', undefined, 'malformed'], // a success
    ['02070004', undefined, 'malformed'], // no type
    ['02070006016e656d6f'.slice(0, 8), undefined, 'malformed'], // cut short
    ['020700ff016e656d6f', undefined, 'malformed'], // a length beyond the end
    ['020700060400', undefined, 'unknown-conversation'], // an answer to nothing
    ['02070009016e656d6f', Buffer.alloc(16), 'unknown-conversation'], // a State of nobody
  ]
  for (const [octets, state, reason] of cases) {
    const answer = await eap.respond(eapRequest(hex(octets), state))
    assert.equal(answer.kind === 'reject' && answer.reason, reason, octets)
    assert.deepEqual(answer.kind === 'reject' && answer.eap, Buffer.of(4, 7, 0, 4))
  }
  const none = await eap.respond(decoded(papRequest('nemo', 'arctangent').encode()))
  assert.equal(none.kind === 'reject' && none.reason, 'malformed')
  assert.equal(eap.counters().conversations, 0)
})

test('a conversation ends with its last word: it cannot be used twice', async (t) => {
  const eap = served(t)
  const peer = new EapPeer(eap)
  await peer.reachMd5('nemo')
  const { state } = peer
  await peer.say(EAP_TYPE.md5, rightAnswer(peer))
  const again = await eap.respond(eapRequest(Buffer.of(2, 8, 0, 6, 4, 0), state))
  assert.equal(again.kind === 'reject' && again.reason, 'unknown-conversation')
  assert.equal(eap.counters().conversations, 0)
})

test('who declines everything, or declines after it has begun, stays out', async (t) => {
  const declining = new EapPeer(served(t, { methods: ['peap', 'ttls', 'md5'] }))
  await declining.say(EAP_TYPE.identity, 'nemo')
  assert.equal(declining.asked.type, EAP_TYPE.peap)
  await declining.say(EAP_TYPE.nak, Buffer.of(EAP_TYPE.md5, EAP_TYPE.ttls))
  assert.equal(declining.asked.type, EAP_TYPE.ttls, 'our order counts, not theirs')
  const none = await declining.say(EAP_TYPE.nak, Buffer.of(EAP_TYPE.peap))
  assert.equal(none.kind === 'reject' && none.reason, 'no-common-method')

  const expanded = new EapPeer(served(t))
  await expanded.say(EAP_TYPE.identity, 'nemo')
  const unheard = await expanded.say(EAP_TYPE.expanded, Buffer.alloc(7))
  assert.equal(unheard.kind === 'reject' && unheard.reason, 'no-common-method')

  const late = new EapPeer(served(t, { methods: ['ttls', 'md5'] }))
  await late.openTunnel('ttls')
  const refused = await late.say(EAP_TYPE.nak, Buffer.of(EAP_TYPE.md5))
  assert.equal(refused.kind === 'reject' && refused.reason, 'unexpected-message')
  late.end()
})

test('no more conversations than allowed: the oldest makes room', async (t) => {
  const eap = served(t, { limits: { conversationsMax: 3 } })
  const peers = Array.from({ length: 5 }, () => new EapPeer(eap))
  for (const peer of peers) await peer.reachMd5('nemo')
  assert.equal(eap.counters().conversations, 3)
  assert.equal(eap.counters().displaced, 2)
  const kinds = []
  for (const peer of peers) kinds.push((await peer.say(EAP_TYPE.md5, rightAnswer(peer))).kind)
  assert.deepEqual(kinds, ['reject', 'reject', 'accept', 'accept', 'accept'])
})

test('no longer than allowed: what is not done in time is over, even if nobody else comes', async (t) => {
  const eap = served(t, { limits: { conversationMsMax: 300 } })
  const peer = new EapPeer(eap)
  await peer.reachMd5('nemo')
  await sleep(500)
  assert.equal(eap.counters().conversations, 0)
  assert.equal(eap.counters().expired, 1)
  const answer = await peer.say(EAP_TYPE.md5, rightAnswer(peer))
  assert.equal(answer.kind === 'reject' && answer.reason, 'unknown-conversation')
})

test('a password that is found when the time is over lets nobody in', async (t) => {
  const found = Promise.withResolvers<string>()
  const eap = served(t, { findPassword: () => found.promise, limits: { conversationMsMax: 300 } })
  const peer = new EapPeer(eap)
  await peer.reachMd5('nemo')
  const last = peer.say(EAP_TYPE.md5, rightAnswer(peer))
  await sleep(500)
  found.resolve('arctangent')
  const answer = await last
  assert.equal(answer.kind === 'reject' && answer.reason, 'unknown-conversation')
})

test('not more rounds than allowed', async (t) => {
  const eap = served(t, { methods: ['ttls'], limits: { roundsMax: 6 } })
  const peer = new EapPeer(eap)
  await peer.openTunnel('ttls')
  for (let round = 0; round < 6 && peer.state; round++) {
    await peer.say(EAP_TYPE.ttls, Buffer.of(0))
  }
  assert.equal(peer.answer?.kind === 'reject' && peer.answer.reason, 'too-many-rounds')
  peer.end()
})

test('a server without methods, with one that does not exist, or without a certificate is a mistake', () => {
  const make = (options: Partial<EapServerOptions>) => () =>
    createEapServer({ findPassword, ...options })
  assert.throws(make({ methods: [] }), RangeError)
  assert.throws(make({ methods: ['tls' as 'ttls'] }), RangeError)
  assert.throws(make({ methods: ['md5', 'md5'] }), RangeError)
  assert.throws(make({ methods: ['ttls'] }), RangeError)
  assert.throws(make({ tls: { key: 'none', cert: TEST_TLS.cert } }))
  assert.doesNotThrow(make({ methods: ['md5'] }))
})
