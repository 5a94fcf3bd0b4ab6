import { hash, timingSafeEqual } from 'node:crypto'
import { ATTRIBUTE } from '../dictionary.generated.ts'
import { areSameOctets, octetAt } from '../octets.ts'
import { challengeResponse, ntPasswordHash, proveMsChap2 } from '../password/ms-chap.ts'
import { encodeAvp, parseAvps } from './diameter-avp.ts'
import type { PasswordOf } from './eap-method.ts'
import { md5Answer } from './md5-method.ts'
import type { InnerStep, InnerTalk } from './tunnelled-method.ts'

const IDENTITY_BYTES_MAX = 253
const CHALLENGE_BYTES = 16
const MS_CHAP_1_CHALLENGE_BYTES = 8
const MS_CHAP_RESPONSE_BYTES = 50

/** What the peer may say: its name, one kind of proof, and challenges that it was told to use. */
const KNOWN = new Set<number>([
  ATTRIBUTE['User-Name'],
  ATTRIBUTE['User-Password'],
  ATTRIBUTE['CHAP-Password'],
  ATTRIBUTE['CHAP-Challenge'],
  ATTRIBUTE['MS-CHAP-Challenge'],
  ATTRIBUTE['MS-CHAP-Response'],
  ATTRIBUTE['MS-CHAP2-Response'],
])

/** Octets for a challenge that neither end chooses, from the tunnel: `length` of them (RFC 5281 §11.1). */
type ImplicitChallenge = (length: number) => Buffer

/** The attributes that a peer has sent, by key. */
type Said = Map<number, Buffer>

/**
 * The talk of EAP-TTLS: the peer says User-Name with PAP, CHAP, MS-CHAP or MS-CHAPv2 in one message, and is in or not
 * (RFC 5281 §11.2); after MS-CHAPv2 it hears that we know the password too, and has to agree.
 */
export class TtlsTalk implements InnerTalk {
  readonly #challenge: ImplicitChallenge
  readonly #passwordOf: PasswordOf
  /** Proved by MS-CHAPv2, and told so. */
  #provedIdentity: string | undefined

  constructor(challenge: ImplicitChallenge, passwordOf: PasswordOf) {
    this.#challenge = challenge
    this.#passwordOf = passwordOf
  }

  open(): undefined {
    return undefined
  }

  async take(plain: Buffer): Promise<InnerStep> {
    if (this.#provedIdentity !== undefined) {
      return plain.length === 0
        ? { kind: 'accept', identity: this.#provedIdentity }
        : { kind: 'reject', reason: 'unexpected-message', identity: this.#provedIdentity }
    }
    if (plain.length === 0) return { kind: 'listen' }
    const said = readAvps(plain)
    if (typeof said === 'string') return { kind: 'reject', reason: said }
    return await this.#prove(said)
  }

  async #prove(said: Said): Promise<InnerStep> {
    const name = said.get(ATTRIBUTE['User-Name'])
    if (!name || name.length === 0 || name.length > IDENTITY_BYTES_MAX) {
      return { kind: 'reject', reason: 'malformed' }
    }
    const identity = name.toString()
    const check = CHECKS.find(({ attribute }) => said.has(attribute))
    if (!check) return { kind: 'reject', reason: 'no-inner-method', identity }
    // Before the password is looked up: meanwhile the tunnel may end.
    const wanted = check.wantedBytes > 0 ? this.#challenge(check.wantedBytes) : Buffer.alloc(0)
    const password = await this.#passwordOf(identity)
    if (password === undefined) return { kind: 'reject', reason: 'unknown-identity', identity }
    const proof = check.prove(said, password, wanted)
    if (!proof) return { kind: 'reject', reason: 'wrong-password', identity }
    if (proof === true) return { kind: 'accept', identity }
    this.#provedIdentity = identity
    const attribute = ATTRIBUTE['MS-CHAP2-Success']
    return { kind: 'say', plain: encodeAvp({ attribute, isMandatory: true, value: proof }) }
  }
}

function readAvps(plain: Buffer): Said | 'malformed' | 'no-inner-method' {
  const avps = parseAvps(plain)
  if (!avps) return 'malformed'
  const said: Said = new Map()
  for (const { attribute, isMandatory, value } of avps) {
    // Whoever demands that we understand it must hear when we do not (RFC 5281 §10.1).
    if (!KNOWN.has(attribute) && isMandatory) return 'no-inner-method'
    // Twice the same would leave it open which of them was proved.
    if (KNOWN.has(attribute) && said.has(attribute)) return 'malformed'
    said.set(attribute, value)
  }
  return said
}

interface Check {
  /** The attribute that asks for it. */
  attribute: number
  /** Octets of the implicit challenge, and one of its identifier; 0 where there is no challenge. */
  wantedBytes: number
  /** Whether the password is right; the value of MS-CHAP2-Success where the peer wants a proof in return. */
  prove: (said: Said, password: string, wanted: Buffer) => Buffer | boolean
}

/** The password itself; the zeros after it hide how long it is (RFC 5281 §11.2.5). */
function checkPlain(said: Said, password: string): boolean {
  const padded = said.get(ATTRIBUTE['User-Password']) ?? Buffer.alloc(0)
  const end = padded.findLastIndex((octet) => octet !== 0) + 1
  const digest = (text: Uint8Array | string) => hash('sha256', text, 'buffer')
  return timingSafeEqual(digest(padded.subarray(0, end)), digest(password))
}

/** CHAP (RFC 5281 §11.2.2). */
function checkChallenged(said: Said, password: string, wanted: Buffer): boolean {
  const answer = said.get(ATTRIBUTE['CHAP-Password'])
  if (answer?.length !== 1 + CHALLENGE_BYTES) return false
  if (!isChallenge(wanted, said.get(ATTRIBUTE['CHAP-Challenge']), answer)) return false
  const challenge = wanted.subarray(0, CHALLENGE_BYTES)
  const expected = md5Answer({ identifier: octetAt(answer, 0), password, challenge })
  return areSameOctets(expected, 0, answer, 1, expected.length)
}

/** MS-CHAP, the NT answer alone as outside of tunnels (RFC 5281 §11.2.3). */
function checkMsChap1(said: Said, password: string, wanted: Buffer): boolean {
  const answer = said.get(ATTRIBUTE['MS-CHAP-Response'])
  if (answer?.length !== MS_CHAP_RESPONSE_BYTES || answer[1] !== 1) return false
  if (!isChallenge(wanted, said.get(ATTRIBUTE['MS-CHAP-Challenge']), answer)) return false
  const challenge = wanted.subarray(0, MS_CHAP_1_CHALLENGE_BYTES)
  const expected = challengeResponse(challenge, ntPasswordHash(password))
  return areSameOctets(expected, 0, answer, 26, expected.length)
}

/** MS-CHAPv2 (RFC 5281 §11.2.4). */
function checkMsChap2(said: Said, password: string, wanted: Buffer): Buffer | false {
  const answer = said.get(ATTRIBUTE['MS-CHAP2-Response'])
  if (answer?.length !== MS_CHAP_RESPONSE_BYTES) return false
  if (!isChallenge(wanted, said.get(ATTRIBUTE['MS-CHAP-Challenge']), answer)) return false
  const proof = proveMsChap2(
    {
      identifier: octetAt(answer, 0),
      authenticatorChallenge: wanted.subarray(0, CHALLENGE_BYTES),
      peerChallenge: answer.subarray(2, 18),
      ntResponse: answer.subarray(26, 50),
      userName: said.get(ATTRIBUTE['User-Name']) ?? Buffer.alloc(0),
    },
    password,
  )
  return proof?.success ?? false
}

/** Whether the peer used the challenge of the tunnel and its identifier, so that no answer can be brought from elsewhere. */
function isChallenge(wanted: Buffer, given: Buffer | undefined, answer: Buffer): boolean {
  const challenge = wanted.subarray(0, wanted.length - 1)
  return given?.equals(challenge) === true && answer[0] === wanted[wanted.length - 1]
}

const CHECKS: readonly Check[] = [
  { attribute: ATTRIBUTE['User-Password'], wantedBytes: 0, prove: checkPlain },
  {
    attribute: ATTRIBUTE['CHAP-Password'],
    wantedBytes: CHALLENGE_BYTES + 1,
    prove: checkChallenged,
  },
  {
    attribute: ATTRIBUTE['MS-CHAP2-Response'],
    wantedBytes: CHALLENGE_BYTES + 1,
    prove: checkMsChap2,
  },
  {
    attribute: ATTRIBUTE['MS-CHAP-Response'],
    wantedBytes: MS_CHAP_1_CHALLENGE_BYTES + 1,
    prove: checkMsChap1,
  },
]
