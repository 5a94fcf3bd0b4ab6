import { octetAt, uint16At } from '../octets.ts'
import type { EapRejectReason, PasswordOf } from './eap-method.ts'
import { EAP_CODE, EAP_TYPE, encodeEapPacket, parseEapPacket } from './eap-packet.ts'
import { MsChap2Dialogue } from './ms-chap-2-dialogue.ts'
import type { InnerStep, InnerTalk } from './tunnelled-method.ts'

const IDENTITY_BYTES_MAX = 253
/** The Result TLV (draft-kamath-pppext-peapv0-00 §2.2): mandatory, type 3, two octets. */
const RESULT_TLV = 0x8003
const TLV_HEADER_BYTES = 4
const RESULT = { success: 1, failure: 2 } as const

/**
 * The talk of PEAPv0: EAP inside EAP. We ask for the identity, prove it by EAP-MSCHAPv2, and both ends say how it went
 * before EAP-Success or EAP-Failure, which anybody could send, says so outside of the tunnel.
 */
export class PeapTalk implements InnerTalk {
  readonly #passwordOf: PasswordOf
  #identity: string | undefined
  #dialogue: MsChap2Dialogue | undefined
  #result: 'proved' | EapRejectReason | undefined
  #identifier = 0

  constructor(passwordOf: PasswordOf) {
    this.#passwordOf = passwordOf
  }

  open(): Buffer {
    return Buffer.of(EAP_TYPE.identity)
  }

  async take(plain: Buffer): Promise<InnerStep> {
    const response = readInner(plain)
    if (!response) return this.#refuse('malformed')
    if (this.#result !== undefined) return this.#conclude(response)
    if (!this.#dialogue) return this.#identify(response)
    if (response.type === EAP_TYPE.nak) return this.#refuse('no-inner-method')
    if (response.type !== EAP_TYPE.msChap2) return this.#refuse('unexpected-message')
    const outcome = await this.#dialogue.take(response.body)
    if (outcome.kind === 'ask') return say(EAP_TYPE.msChap2, outcome.body)
    if (outcome.kind === 'refused' && outcome.reason === 'malformed') {
      return this.#refuse(outcome.reason)
    }
    this.#result = outcome.kind === 'proved' ? 'proved' : outcome.reason
    return this.#tellResult(outcome.kind === 'proved' ? RESULT.success : RESULT.failure)
  }

  #identify({ type, body }: InnerResponse): InnerStep {
    if (type !== EAP_TYPE.identity) return this.#refuse('unexpected-message')
    if (body.length === 0 || body.length > IDENTITY_BYTES_MAX) return this.#refuse('malformed')
    this.#identity = body.toString()
    this.#dialogue = new MsChap2Dialogue(this.#identity, this.#passwordOf)
    return say(EAP_TYPE.msChap2, this.#dialogue.begin())
  }

  /** Unlike everything else in PEAPv0, this goes with the header of EAP. */
  #tellResult(result: number): InnerStep {
    this.#identifier++
    const body = Buffer.alloc(TLV_HEADER_BYTES + 2)
    body.writeUInt16BE(RESULT_TLV, 0)
    body.writeUInt16BE(2, 2)
    body.writeUInt16BE(result, TLV_HEADER_BYTES)
    const plain = encodeEapPacket({
      code: EAP_CODE.request,
      identifier: this.#identifier,
      type: EAP_TYPE.extensions,
      body,
    })
    return { kind: 'say', plain }
  }

  #conclude({ type, body }: InnerResponse): InnerStep {
    if (this.#result !== 'proved') return this.#refuse(this.#result ?? 'unexpected-message')
    const hasAgreed = type === EAP_TYPE.extensions && readResult(body) === RESULT.success
    if (!hasAgreed || this.#identity === undefined) return this.#refuse('unexpected-message')
    return { kind: 'accept', identity: this.#identity }
  }

  #refuse(reason: EapRejectReason): InnerStep {
    return { kind: 'reject', reason, identity: this.#identity }
  }
}

interface InnerResponse {
  type: number
  body: Buffer
}

/** A response with or without the header that PEAPv0 leaves out and some peers do not. */
function readInner(plain: Buffer): InnerResponse | undefined {
  if (plain.length === 0) return undefined
  const whole = parseEapPacket(plain)
  if (whole?.code === EAP_CODE.response && uint16At(plain, 2) === plain.length) return whole
  return { type: octetAt(plain, 0), body: plain.subarray(1) }
}

/** The value of the Result TLV; undefined when there is none, or the TLVs overrun. */
function readResult(tlvs: Buffer): number | undefined {
  let at = 0
  while (at + TLV_HEADER_BYTES <= tlvs.length) {
    const length = uint16At(tlvs, at + 2)
    const end = at + TLV_HEADER_BYTES + length
    if (end > tlvs.length) return undefined
    if (uint16At(tlvs, at) === RESULT_TLV && length === 2) return uint16At(tlvs, end - 2)
    at = end
  }
  return undefined
}

function say(type: number, body: Buffer): InnerStep {
  return { kind: 'say', plain: Buffer.concat([Buffer.of(type), body]) }
}
