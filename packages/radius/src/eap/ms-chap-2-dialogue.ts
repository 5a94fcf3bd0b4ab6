import { randomBytes } from 'node:crypto'
import { octetAt, putUint16 } from '../octets.ts'
import { proveMsChap2 } from '../password/ms-chap.ts'
import type { EapRejectReason, PasswordOf } from './eap-method.ts'

// draft-kamath-pppext-eap-mschapv2-02 §2: an operation, the identifier of the exchange, its length, and what RFC 2759 says.
const OPERATION = { challenge: 1, response: 2, success: 3, failure: 4 } as const
const HEADER_BYTES = 4
const CHALLENGE_BYTES = 16
/** Peer challenge, 8 reserved octets, NT response, flags (RFC 2759 §4). */
const RESPONSE_BYTES = 49
const NT_RESPONSE_AT = 24
const NT_RESPONSE_BYTES = 24
const SERVER_NAME = Buffer.from('radius')
/** Authentication failed, and no second try in this exchange (RFC 2759 §6). */
const WRONG_PASSWORD = 'E=691 R=0'

/** What the exchange comes to. */
export type MsChap2Outcome =
  | { kind: 'ask'; body: Buffer }
  | { kind: 'proved' }
  | { kind: 'refused'; reason: EapRejectReason }

/** EAP-MSCHAPv2 with one identity: challenge, response, and both ends agree on the result. Bodies are without type. */
export class MsChap2Dialogue {
  readonly #identity: string
  readonly #passwordOf: PasswordOf
  readonly #challenge = randomBytes(CHALLENGE_BYTES)
  readonly #identifier = octetAt(randomBytes(1), 0)
  #verdict: 'proved' | EapRejectReason | undefined

  constructor(identity: string, passwordOf: PasswordOf) {
    this.#identity = identity
    this.#passwordOf = passwordOf
  }

  /** The first request: the challenge and our name. */
  begin(): Buffer {
    const value = Buffer.concat([Buffer.of(CHALLENGE_BYTES), this.#challenge, SERVER_NAME])
    return this.#encode(OPERATION.challenge, value)
  }

  /** What follows from a response. An unknown identity hears the very same as a wrong password. */
  async take(body: Buffer): Promise<MsChap2Outcome> {
    const verdict = this.#verdict
    if (verdict === undefined) return await this.#judge(body)
    if (verdict !== 'proved') return { kind: 'refused', reason: verdict }
    return body[0] === OPERATION.success && body.length === 1
      ? { kind: 'proved' }
      : { kind: 'refused', reason: 'unexpected-message' }
  }

  async #judge(body: Buffer): Promise<MsChap2Outcome> {
    const answerAt = HEADER_BYTES + 1
    const nameAt = answerAt + RESPONSE_BYTES
    const isResponse = body[0] === OPERATION.response && body[1] === this.#identifier
    if (!isResponse || body[HEADER_BYTES] !== RESPONSE_BYTES || body.length < nameAt) {
      return { kind: 'refused', reason: 'malformed' }
    }
    const password = await this.#passwordOf(this.#identity)
    if (password === undefined) return this.#tellFailure('unknown-identity')
    const ntAt = answerAt + NT_RESPONSE_AT
    const proof = proveMsChap2(
      {
        identifier: this.#identifier,
        authenticatorChallenge: this.#challenge,
        peerChallenge: body.subarray(answerAt, answerAt + CHALLENGE_BYTES),
        ntResponse: body.subarray(ntAt, ntAt + NT_RESPONSE_BYTES),
        userName: body.subarray(nameAt),
      },
      password,
    )
    if (!proof) return this.#tellFailure('wrong-password')
    this.#verdict = 'proved'
    // The identifier stands in the header already.
    const message = Buffer.concat([proof.success.subarray(1), Buffer.from(' M=OK')])
    return { kind: 'ask', body: this.#encode(OPERATION.success, message) }
  }

  #tellFailure(reason: EapRejectReason): MsChap2Outcome {
    this.#verdict = reason
    const challenge = randomBytes(CHALLENGE_BYTES).toString('hex').toUpperCase()
    const message = Buffer.from(`${WRONG_PASSWORD} C=${challenge} V=3 M=Refused`)
    return { kind: 'ask', body: this.#encode(OPERATION.failure, message) }
  }

  #encode(operation: number, value: Buffer): Buffer {
    const body = Buffer.alloc(HEADER_BYTES + value.length)
    body[0] = operation
    body[1] = this.#identifier
    putUint16(body, 2, body.length)
    body.set(value, HEADER_BYTES)
    return body
  }
}
