// TTLS and PEAP with a peer of our own around node:tls, which says inside the tunnel what no honest peer would.
import assert from 'node:assert/strict'
import { hash, randomBytes } from 'node:crypto'
import { type TestContext, test } from 'node:test'
import fc from 'fast-check'
import { ATTRIBUTE } from '../dictionary.generated.ts'
import { challengeHash, challengeResponse, ntPasswordHash } from '../password/ms-chap.ts'
import { TEST_TLS } from '../testing/certificates.ts'
import { EapPeer } from '../testing/eap-peer.ts'
import { Conversation } from './conversation.ts'
import { encodeAvp, parseAvps } from './diameter-avp.ts'
import type { EapAnswer } from './eap-answer.ts'
import type { EapMethodName } from './eap-method.ts'
import { EAP_TYPE, joinEapMessage, parseEapPacket } from './eap-packet.ts'
import { createEapServer } from './eap-server.ts'
import { PeapTalk } from './peap-talk.ts'
import { prepareTls, type TlsTunnel } from './tls-tunnel.ts'
import { TunnelledMethod } from './tunnelled-method.ts'

const VERSIONS = ['TLSv1.2', 'TLSv1.3'] as const

function peerOf(t: TestContext, method: EapMethodName) {
  const findPassword = (identity: string) => (identity === 'nemo' ? 'arctangent' : undefined)
  const eap = createEapServer({ methods: [method], tls: TEST_TLS, findPassword })
  const peer = new EapPeer(eap)
  t.after(() => {
    peer.end()
    eap.close()
  })
  return peer
}

const avp = (attribute: number, value: Buffer | string, isMandatory = true) =>
  encodeAvp({ attribute, isMandatory, value: Buffer.from(value) })
const NAME = avp(ATTRIBUTE['User-Name'], 'nemo')
const reasonOf = (answer: EapAnswer | undefined) => answer?.kind === 'reject' && answer.reason

test('TTLS: the keys are the first 64 octets of the key material (RFC 5281 §8, RFC 9427 §2.1)', async (t) => {
  for (const version of VERSIONS) {
    const peer = peerOf(t, 'ttls')
    await peer.openTunnel('ttls', version)
    const label = version === 'TLSv1.2' ? 'ttls keying material' : 'EXPORTER_EAP_TLS_Key_Material'
    const context = version === 'TLSv1.2' ? undefined : Buffer.of(EAP_TYPE.ttls)
    const material = peer.exportKey(128, label, context)
    await peer.sayInside(Buffer.concat([NAME, avp(ATTRIBUTE['User-Password'], 'arctangent')]))
    assert.ok(peer.answer?.kind === 'accept')
    assert.deepEqual(peer.answer.keys?.receive, material.subarray(0, 32))
    assert.deepEqual(peer.answer.keys?.send, material.subarray(32, 64))
  }
})

test('TTLS: the password may come with any number of zeros after it, and with nothing else', async (t) => {
  const said = { arctangent: true, 'arctangent\0\0\0\0\0\0': true, 'arctangent ': false, '': false }
  for (const [password, isRight] of Object.entries(said)) {
    const peer = peerOf(t, 'ttls')
    await peer.openTunnel('ttls')
    await peer.sayInside(Buffer.concat([NAME, avp(ATTRIBUTE['User-Password'], password)]))
    assert.equal(peer.answer?.kind, isRight ? 'accept' : 'reject', JSON.stringify(password))
  }
})

/** CHAP of the right password over a challenge of the peer's choice. */
function chap(challenge: Buffer, identifier: number): Buffer {
  const octets = Buffer.concat([Buffer.of(identifier), Buffer.from('arctangent'), challenge])
  const answer = Buffer.concat([Buffer.of(identifier), hash('md5', octets, 'buffer')])
  return Buffer.concat([
    NAME,
    avp(ATTRIBUTE['CHAP-Password'], answer),
    avp(ATTRIBUTE['CHAP-Challenge'], challenge),
  ])
}

test('TTLS: a right CHAP over a challenge that is not of this tunnel proves nothing', async (t) => {
  for (const version of VERSIONS) {
    const honest = peerOf(t, 'ttls')
    await honest.openTunnel('ttls', version)
    const wanted = honest.exportKey(17, 'ttls challenge')
    await honest.sayInside(chap(wanted.subarray(0, 16), wanted[16] ?? 0))
    assert.equal(honest.answer?.kind, 'accept')

    const replaying = peerOf(t, 'ttls')
    await replaying.openTunnel('ttls', version)
    await replaying.sayInside(chap(wanted.subarray(0, 16), wanted[16] ?? 0))
    assert.equal(reasonOf(replaying.answer), 'wrong-password')

    // The identifier is of the tunnel as well.
    const renumbering = peerOf(t, 'ttls')
    await renumbering.openTunnel('ttls', version)
    const own = renumbering.exportKey(17, 'ttls challenge')
    await renumbering.sayInside(chap(own.subarray(0, 16), ((own[16] ?? 0) + 1) & 0xff))
    assert.equal(reasonOf(renumbering.answer), 'wrong-password')
  }
})

test('TTLS: what it is not told, or not understood to be told, is refused', async (t) => {
  const password = avp(ATTRIBUTE['User-Password'], 'arctangent')
  const cases: [string, Buffer][] = [
    ['malformed', password], // nobody's
    ['malformed', Buffer.concat([NAME, avp(ATTRIBUTE['User-Name'], 'ned'), password])], // two names
    ['malformed', Buffer.concat([avp(ATTRIBUTE['User-Name'], 'n'.repeat(254)), password])],
    ['malformed', Buffer.concat([NAME, password.subarray(0, 9)])],
    ['malformed', Buffer.concat(Array.from({ length: 65 }, () => avp(999, 'x', false)))],
    ['no-inner-method', NAME],
    ['no-inner-method', Buffer.concat([NAME, password, avp(999, 'what is this')])],
    ['wrong-password', Buffer.concat([NAME, avp(ATTRIBUTE['CHAP-Password'], 'short')])],
    ['wrong-password', Buffer.concat([NAME, avp(ATTRIBUTE['MS-CHAP-Response'], 'short')])],
    ['wrong-password', Buffer.concat([NAME, avp(ATTRIBUTE['MS-CHAP2-Response'], 'short')])],
  ]
  for (const [reason, said] of cases) {
    const peer = peerOf(t, 'ttls')
    await peer.openTunnel('ttls')
    await peer.sayInside(said)
    assert.equal(reasonOf(peer.answer), reason)
  }
  const peer = peerOf(t, 'ttls')
  await peer.openTunnel('ttls')
  await peer.sayInside(Buffer.concat([NAME, avp(999, 'never mind', false), password]))
  assert.equal(peer.answer?.kind, 'accept', 'what is not mandatory is passed over')
})

test('AVPs: what was written is read, attributes of vendors too', () => {
  const attribute = fc.oneof(
    fc.integer({ min: 1, max: 255 }),
    fc.integer({ min: 256, max: 90_000 }),
  )
  const value = fc.uint8Array({ maxLength: 300 }).map((octets) => Buffer.from(octets))
  const one = fc
    .tuple(attribute, fc.boolean(), value)
    .map(([attribute, isMandatory, value]) => ({ attribute, isMandatory, value }))
  fc.assert(
    fc.property(fc.array(one, { maxLength: 20 }), (avps) => {
      assert.deepEqual(parseAvps(Buffer.concat(avps.map(encodeAvp))), avps)
    }),
  )
})

/** The response of EAP-MSCHAPv2 to the challenge that the server said. */
function msChap2(challenge: Buffer, { identity = 'nemo', password = 'arctangent' } = {}): Buffer {
  const peerChallenge = randomBytes(16)
  const hashed = challengeHash(peerChallenge, challenge.subarray(6, 22), Buffer.from(identity))
  const answer = challengeResponse(hashed, ntPasswordHash(password))
  const value = Buffer.concat([Buffer.of(49), peerChallenge, Buffer.alloc(8), answer, Buffer.of(0)])
  const head = Buffer.of(EAP_TYPE.msChap2, 2, challenge[2] ?? 0, 0, 4 + value.length)
  return Buffer.concat([head, value, Buffer.from(identity)])
}

const MS_CHAP_2_SUCCESS = Buffer.of(EAP_TYPE.msChap2, 3)
const MS_CHAP_2_FAILURE = Buffer.of(EAP_TYPE.msChap2, 4)
const result = (value: number) => Buffer.of(2, 1, 0, 11, 33, 0x80, 3, 0, 2, 0, value)

test('PEAP: identity, challenge, both prove the password, both say the result, then EAP-Success', async (t) => {
  for (const version of VERSIONS) {
    const peer = peerOf(t, 'peap')
    assert.deepEqual(await peer.openTunnel('peap', version), Buffer.of(EAP_TYPE.identity))
    const challenge = await peer.sayInside(Buffer.from('\x01nemo'))
    assert.deepEqual([challenge[0], challenge[1]], [EAP_TYPE.msChap2, 1])
    const success = await peer.sayInside(msChap2(challenge))
    assert.match(success.subarray(5).toString(), /^S=[0-9A-F]{40} M=/)
    const told = await peer.sayInside(MS_CHAP_2_SUCCESS)
    assert.equal(told.toString('hex'), '0101000b21800300020001')
    const material =
      version === 'TLSv1.2'
        ? peer.exportKey(128, 'client EAP encryption')
        : peer.exportKey(128, 'EXPORTER_EAP_TLS_Key_Material', Buffer.of(EAP_TYPE.peap))
    await peer.sayInside(result(1))
    assert.ok(peer.answer?.kind === 'accept')
    assert.equal(peer.answer.identity, 'nemo')
    assert.deepEqual(peer.answer.keys?.receive, material.subarray(0, 32))
  }
})

test('PEAP: a wrong password and an unknown name hear the very same until EAP-Failure', async (t) => {
  const reasons = []
  for (const said of [{ password: 'tangent' }, { identity: 'ned' }]) {
    const peer = peerOf(t, 'peap')
    await peer.openTunnel('peap')
    const challenge = await peer.sayInside(Buffer.from(`\x01${said.identity ?? 'nemo'}`))
    const failure = await peer.sayInside(msChap2(challenge, said))
    assert.match(failure.subarray(5).toString(), /^E=691 R=0 C=[0-9A-F]{32} V=3 M=/)
    const told = await peer.sayInside(MS_CHAP_2_FAILURE)
    assert.equal(told.toString('hex'), '0101000b21800300020002')
    await peer.sayInside(result(2))
    reasons.push(reasonOf(peer.answer))
  }
  assert.deepEqual(reasons, ['wrong-password', 'unknown-identity'])
})

test('PEAP: nobody talks past the proof', async (t) => {
  const claims: Record<string, { said: Buffer[]; reason: string }> = {
    'success without a response': { said: [MS_CHAP_2_SUCCESS], reason: 'malformed' },
    'a result without a proof': { said: [result(1)], reason: 'unexpected-message' },
    'another method': { said: [Buffer.of(EAP_TYPE.nak, 6)], reason: 'no-inner-method' },
    'nothing at all': { said: [Buffer.of()], reason: 'malformed' },
  }
  for (const [claim, { said, reason }] of Object.entries(claims)) {
    const peer = peerOf(t, 'peap')
    await peer.openTunnel('peap')
    await peer.sayInside(Buffer.from('\x01nemo'))
    for (const words of said) await peer.sayInside(words)
    assert.equal(reasonOf(peer.answer), reason, claim)
  }
  // A wrong password that claims success in the words of the result.
  const liar = peerOf(t, 'peap')
  await liar.openTunnel('peap')
  const challenge = await liar.sayInside(Buffer.from('\x01nemo'))
  await liar.sayInside(msChap2(challenge, { password: 'tangent' }))
  await liar.sayInside(MS_CHAP_2_SUCCESS)
  await liar.sayInside(result(1))
  assert.equal(reasonOf(liar.answer), 'wrong-password')
  // A right one that will not agree that it went well.
  const doubter = peerOf(t, 'peap')
  await doubter.openTunnel('peap')
  await doubter.sayInside(msChap2(await doubter.sayInside(Buffer.from('\x01nemo'))))
  await doubter.sayInside(MS_CHAP_2_SUCCESS)
  await doubter.sayInside(result(2))
  assert.equal(reasonOf(doubter.answer), 'unexpected-message')
})

test('when the time is over while a password is looked up, nobody is in, by whatever proof', async (t) => {
  const proofs: Record<string, (peer: EapPeer) => Promise<Buffer>> = {
    pap: async () => Buffer.concat([NAME, avp(ATTRIBUTE['User-Password'], 'arctangent')]),
    chap: async (peer) => {
      const wanted = peer.exportKey(17, 'ttls challenge')
      return chap(wanted.subarray(0, 16), wanted[16] ?? 0)
    },
    'ms-chap-2': async (peer) => msChap2(await peer.sayInside(Buffer.from('\x01nemo'))),
  }
  for (const [name, prove] of Object.entries(proofs)) {
    const method = name === 'ms-chap-2' ? 'peap' : 'ttls'
    const asked = Promise.withResolvers<void>()
    const found = Promise.withResolvers<string>()
    const findPassword = () => {
      asked.resolve()
      return found.promise
    }
    const eap = createEapServer({ methods: [method], tls: TEST_TLS, findPassword })
    const peer = new EapPeer(eap)
    t.after(() => peer.end())
    await peer.openTunnel(method)
    const last = peer.sayInside(await prove(peer))
    await asked.promise
    eap.close()
    found.resolve('arctangent')
    await last
    assert.equal(reasonOf(peer.answer), 'unknown-conversation', name)
  }
})

test('a conversation that ends ends its tunnel, and the keys of it', async () => {
  let tunnel: TlsTunnel | undefined
  const conversation = new Conversation({
    methods: ['peap'],
    makeMethod: () =>
      new TunnelledMethod({
        context: prepareTls(TEST_TLS),
        method: { type: EAP_TYPE.peap, label: 'client EAP encryption' },
        talk: (made) => {
          tunnel = made
          return new PeapTalk(() => undefined)
        },
        packetBytesMax: 1020,
        messageBytesMax: 16_384,
      }),
    roundsMax: 50,
    startedAtMs: 0,
  })
  const peer = new EapPeer({
    respond: async (request) => {
      const octets = joinEapMessage(request) ?? Buffer.alloc(0)
      const response = parseEapPacket(octets)
      assert.ok(response)
      return await conversation.take(response, octets)
    },
    counters: () => assert.fail('not asked'),
    close: () => conversation.end(),
  })
  await peer.openTunnel('peap')
  assert.equal(tunnel?.hasFailed, false)
  conversation.end()
  assert.equal(tunnel?.hasFailed, true)
  peer.end()
})
