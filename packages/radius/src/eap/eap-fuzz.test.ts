import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { TEST_TLS } from '../testing/certificates.ts'
import { EapPeer, eapRequest } from '../testing/eap-peer.ts'
import { mutate, seededRandom } from '../testing/random.ts'
import type { EapMethodName } from './eap-method.ts'
import { EAP_TYPE } from './eap-packet.ts'
import { createEapServer } from './eap-server.ts'
import { PeapTalk } from './peap-talk.ts'
import { prepareTls, TlsTunnel } from './tls-tunnel.ts'
import { TtlsTalk } from './ttls-talk.ts'
import type { InnerTalk } from './tunnelled-method.ts'

const CONVERSATIONS_MAX = 20
const findPassword = (identity: string) => (identity === 'nemo' ? 'arctangent' : undefined)

function fuzzed(methods: EapMethodName[] = ['peap', 'ttls', 'md5']) {
  const limits = { conversationsMax: CONVERSATIONS_MAX }
  return createEapServer({ methods, tls: TEST_TLS, findPassword, limits })
}

const octets = (maxLength: number) =>
  fc.uint8Array({ maxLength }).map((bytes) => Buffer.from(bytes))
/** A response that reads as one, with a type that leads somewhere. */
const response = fc
  .tuple(
    fc.integer({ min: 0, max: 255 }),
    fc.constantFrom(...Object.values(EAP_TYPE), 99),
    octets(600),
  )
  .map(([identifier, type, body]) => {
    const head = Buffer.of(2, identifier, 0, 0, type)
    head.writeUInt16BE(5 + body.length, 2)
    return Buffer.concat([head, body])
  })

test('any octets at all, in any order: refused or dropped, never accepted, never thrown', async () => {
  const eap = fuzzed()
  const steps = fc.array(fc.tuple(fc.oneof(response, octets(700)), fc.boolean()), { maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      let state: Buffer | undefined
      for (const [eapOctets, keepsState] of sequence) {
        const answer = await eap.respond(eapRequest(eapOctets, keepsState ? state : undefined))
        assert.notEqual(answer.kind, 'accept')
        if (answer.kind === 'challenge') state = answer.state
      }
      assert.ok(eap.counters().conversations <= CONVERSATIONS_MAX)
    }),
    { numRuns: 500 },
  )
  eap.close()
  assert.equal(eap.counters().conversations, 0)
})

test('any body under the right number and type, one after another: never accepted, never thrown', async () => {
  for (const method of ['peap', 'ttls', 'md5'] as const) {
    const eap = fuzzed([method])
    await fc.assert(
      fc.asyncProperty(fc.array(octets(300), { minLength: 1, maxLength: 5 }), async (bodies) => {
        const peer = new EapPeer(eap)
        await peer.say(EAP_TYPE.identity, 'nemo')
        for (const body of bodies) {
          if (peer.state) await peer.say(EAP_TYPE[method], body)
          assert.notEqual(peer.answer?.kind, 'accept')
        }
      }),
      { numRuns: 200 },
    )
    eap.close()
  }
})

test('a tunnel of a real peer with a few octets wrong in one of its messages: nothing is thrown', async () => {
  const eap = fuzzed(['ttls'])
  const random = seededRandom(5281)
  let accepted = 0
  let refused = 0
  for (let run = 0; run < 200; run++) {
    const peer = new MutatingPeer(eap, run % 6, random)
    const pap = Buffer.from(
      '00000001' + '4000000c' + '6e656d6f' + '00000002' + '40000012' + '61726374616e67656e740000',
      'hex',
    )
    // The peer itself may see that it is talked to strangely, and give up.
    await peer.openTunnel('ttls', run % 2 === 0 ? 'TLSv1.2' : 'TLSv1.3').catch(() => undefined)
    if (peer.state) await peer.sayInside(pap).catch(() => undefined)
    if (peer.answer?.kind === 'accept') accepted++
    if (peer.answer?.kind === 'reject') refused++
    peer.end()
  }
  assert.ok(accepted > 10, `only ${accepted} were left whole: the test would mean little`)
  assert.ok(refused > 50, `only ${refused} were refused: the test would mean little`)
  assert.ok(eap.counters().conversations <= CONVERSATIONS_MAX)
  eap.close()
})

/** Turns a few bits in the body of one of its responses. */
class MutatingPeer extends EapPeer {
  readonly #random: (limit: number) => number
  #left: number

  constructor(server: ReturnType<typeof fuzzed>, at: number, random: (limit: number) => number) {
    super(server)
    this.#left = at
    this.#random = random
  }

  override async say(type: number, body: Buffer | string) {
    const isTurn = this.#left-- === 0 && body.length > 24
    return await super.say(type, isTurn ? mutate(Buffer.from(body), this.#random) : body)
  }
}

test('any words inside of a tunnel: refused, never accepted, never thrown', async () => {
  const talks: (() => InnerTalk)[] = [
    () => new TtlsTalk((length) => Buffer.alloc(length), findPassword),
    () => new PeapTalk(findPassword),
  ]
  const words = fc.array(
    fc.oneof(
      octets(200),
      fc.constant(Buffer.from('\x01nemo')),
      octets(80).map((body) => Buffer.concat([Buffer.of(EAP_TYPE.msChap2), body])),
      octets(60).map((body) => Buffer.concat([Buffer.of(0, 0, 0, 1, 64, 0, 0, 12), body])),
    ),
    { maxLength: 6 },
  )
  for (const talk of talks) {
    await fc.assert(
      fc.asyncProperty(words, async (sequence) => {
        const one = talk()
        one.open()
        for (const plain of sequence) {
          const step = await one.take(plain)
          assert.notEqual(step.kind, 'accept')
          if (step.kind === 'reject') break
        }
      }),
      { numRuns: 1000 },
    )
  }
})

test('a tunnel that has ended leaves nothing behind', async () => {
  setFlagsFromString('--expose-gc')
  const collectGarbage = runInNewContext('gc') as () => void // given by the flag
  const context = prepareTls(TEST_TLS)
  const ended: WeakRef<TlsTunnel>[] = []
  for (let count = 0; count < 20; count++) {
    const tunnel = new TlsTunnel(context)
    await tunnel.exchange(Buffer.from('1603010005010000010', 'hex'))
    tunnel.end()
    ended.push(new WeakRef(tunnel))
  }
  for (let count = 0; count < 5; count++) {
    await new Promise((resolve) => setTimeout(resolve, 10))
    collectGarbage()
  }
  const alive = ended.filter((tunnel) => tunnel.deref() !== undefined).length
  assert.ok(alive <= 1, `${alive} of 20 are still held`)
})
