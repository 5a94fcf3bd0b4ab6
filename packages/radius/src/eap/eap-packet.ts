import { ATTRIBUTE } from '../dictionary.generated.ts'
import { octetAt, putUint16, uint16At } from '../octets.ts'
import type { Packet } from '../packet.ts'

const HEADER_BYTES = 4

export const EAP_CODE = { request: 1, response: 2, success: 3, failure: 4 } as const

/** Types that we speak (RFC 3748 §5, RFC 5281 §9, draft-josefsson-pppext-eap-tls-eap-06 §3). */
export const EAP_TYPE = {
  identity: 1,
  nak: 3,
  md5: 4,
  ttls: 21,
  peap: 25,
  msChap2: 26,
  /** Result and other TLVs inside PEAP (draft-kamath-pppext-peapv0-00 §2). */
  extensions: 33,
  expanded: 254,
} as const

/** A request or a response taken apart; `body` is what follows the type, a view. */
export interface EapPacket {
  code: number
  identifier: number
  type: number
  body: Buffer
}

/** The EAP packet of an Access-Request, its EAP-Message attributes joined (RFC 3579 §3.1). Undefined without any. */
export function joinEapMessage(request: Packet): Buffer | undefined {
  if (!request.hasEapMessage) return undefined
  return Buffer.concat(request.all(ATTRIBUTE['EAP-Message']))
}

/**
 * Reads a request or a response (RFC 3748 §4.1). Octets after the Length field's end are padding. Undefined when it is
 * neither, or when its length does not fit.
 */
export function parseEapPacket(octets: Buffer): EapPacket | undefined {
  if (octets.length <= HEADER_BYTES) return undefined
  const code = octetAt(octets, 0)
  if (code !== EAP_CODE.request && code !== EAP_CODE.response) return undefined
  const length = uint16At(octets, 2)
  if (length <= HEADER_BYTES || length > octets.length) return undefined
  return {
    code,
    identifier: octetAt(octets, 1),
    type: octetAt(octets, HEADER_BYTES),
    body: octets.subarray(HEADER_BYTES + 1, length),
  }
}

/** The octets of a request or a response. */
export function encodeEapPacket(packet: EapPacket): Buffer {
  const { code, identifier, type, body } = packet
  const octets = Buffer.alloc(HEADER_BYTES + 1 + body.length)
  octets[0] = code
  octets[1] = identifier
  putUint16(octets, 2, octets.length)
  octets[HEADER_BYTES] = type
  octets.set(body, HEADER_BYTES + 1)
  return octets
}

/** EAP-Success or EAP-Failure; `identifier` is that of the response it answers (RFC 3748 §4.2). */
export function encodeEapResult(result: 'success' | 'failure', identifier: number): Buffer {
  return Buffer.of(EAP_CODE[result], identifier, 0, HEADER_BYTES)
}
