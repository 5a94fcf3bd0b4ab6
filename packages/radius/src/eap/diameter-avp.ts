import { octetAt, uint32At } from '../octets.ts'

const HEADER_BYTES = 8
const VENDOR_BYTES = 4
const VENDOR_FLAG = 0x80
const MANDATORY_FLAG = 0x40
const AVPS_MAX = 64

/** One attribute-value pair of EAP-TTLS. `attribute` is a key as everywhere: RADIUS numbers its attributes so as well. */
export interface Avp {
  attribute: number
  isMandatory: boolean
  value: Buffer
}

/** Takes a sequence of AVPs apart (RFC 5281 §10). Undefined when they overrun, or are more than 64. */
export function parseAvps(octets: Buffer): Avp[] | undefined {
  const avps: Avp[] = []
  let at = 0
  while (at < octets.length) {
    if (at + HEADER_BYTES > octets.length || avps.length === AVPS_MAX) return undefined
    const flags = octetAt(octets, at + 4)
    const length = uint32At(octets, at + 4) & 0xffffff
    const hasVendor = (flags & VENDOR_FLAG) !== 0
    const headBytes = hasVendor ? HEADER_BYTES + VENDOR_BYTES : HEADER_BYTES
    if (length < headBytes || at + length > octets.length) return undefined
    const code = uint32At(octets, at)
    const vendorId = hasVendor ? uint32At(octets, at + HEADER_BYTES) : 0
    avps.push({
      // A code of RADIUS fits into an octet; a larger one is none of ours and must not look like one.
      attribute: code < 256 ? vendorId * 256 + code : -1,
      isMandatory: (flags & MANDATORY_FLAG) !== 0,
      value: octets.subarray(at + headBytes, at + length),
    })
    // Each begins at a multiple of four; the last may come without its padding.
    at += Math.ceil(length / 4) * 4
  }
  return avps
}

/** The octets of one AVP, padding included. */
export function encodeAvp({ attribute, isMandatory, value }: Avp): Buffer {
  const code = attribute % 256
  const vendorId = (attribute - code) / 256
  const headBytes = vendorId > 0 ? HEADER_BYTES + VENDOR_BYTES : HEADER_BYTES
  const length = headBytes + value.length
  const octets = Buffer.alloc(Math.ceil(length / 4) * 4)
  octets.writeUInt32BE(code, 0)
  octets.writeUInt32BE(length, 4)
  octets[4] = (vendorId > 0 ? VENDOR_FLAG : 0) | (isMandatory ? MANDATORY_FLAG : 0)
  if (vendorId > 0) octets.writeUInt32BE(vendorId, HEADER_BYTES)
  octets.set(value, headBytes)
  return octets
}
