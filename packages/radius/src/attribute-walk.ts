import { isLongExtended, placeOf, VENDOR_SPECIFIC } from './attribute.ts'
import { octetAt, uint32At } from './octets.ts'

export const HEADER_BYTES = 20
/** Vendor-Specific up to the vendor's own attribute: type, length and the enterprise number. */
export const VENDOR_HEADER_BYTES = 6
export const MORE_FLAG = 0x80

// All functions here run over a packet that decodePacket has accepted: its attributes fill it without gap or overrun.

/**
 * Where the next attribute of a key begins, after the one at `after` (0 to begin), or -1. For a vendor attribute it is
 * the place inside Vendor-Specific; in both cases the type is there, its length follows, then the value.
 */
export function findAttributeAt(bytes: Uint8Array, attribute: number, after: number): number {
  if (attribute < 256) return findStandard(bytes, attribute, after)
  const type = attribute % 256
  return findVendor(bytes, (attribute - type) / 256, type, after)
}

function findStandard(bytes: Uint8Array, type: number, after: number): number {
  let at = after === 0 ? HEADER_BYTES : after + octetAt(bytes, after + 1)
  while (at < bytes.length) {
    if (bytes[at] === type) return at
    at += octetAt(bytes, at + 1)
  }
  return -1
}

function findVendor(bytes: Uint8Array, vendorId: number, type: number, after: number): number {
  let at = HEADER_BYTES
  while (at < bytes.length) {
    const end = at + octetAt(bytes, at + 1)
    if (bytes[at] === VENDOR_SPECIFIC && end > after && isOfVendor(bytes, at, end, vendorId)) {
      const inside = findInside(bytes, at + VENDOR_HEADER_BYTES, end, type, after)
      if (inside > 0) return inside
    }
    at = end
  }
  return -1
}

function isOfVendor(bytes: Uint8Array, at: number, end: number, vendorId: number): boolean {
  return end >= at + VENDOR_HEADER_BYTES && uint32At(bytes, at + 2) === vendorId
}

/** A vendor is free to write anything there (RFC 2865 §5.26), so what does not read as attributes is left alone. */
function findInside(
  bytes: Uint8Array,
  from: number,
  end: number,
  type: number,
  after: number,
): number {
  let at = from
  while (at + 2 <= end) {
    const length = octetAt(bytes, at + 1)
    if (length < 2 || at + length > end) return -1
    if (bytes[at] === type && at > after) return at
    at += length
  }
  return -1
}

/** The attributes inside one Vendor-Specific value, or undefined when they do not fill it exactly. */
export function splitVendorValue(
  value: Buffer,
): { vendorId: number; attributes: { type: number; value: Buffer }[] } | undefined {
  if (value.length < VENDOR_HEADER_BYTES) return undefined
  const attributes: { type: number; value: Buffer }[] = []
  let at = 4
  while (at < value.length) {
    const length = value[at + 1] ?? 0
    if (length < 2 || at + length > value.length) return undefined
    attributes.push({ type: octetAt(value, at), value: value.subarray(at + 2, at + length) })
    at += length
  }
  return { vendorId: uint32At(value, 0), attributes }
}

/**
 * The values of all extended attributes of a key. Fragments that follow one another with the More flag are joined; a
 * chain that another attribute interrupts, or that has no end, is not an attribute (RFC 6929 §2.2).
 */
export function findExtended(bytes: Buffer, attribute: number): Buffer[] {
  const place = placeOf(attribute)
  if (place.kind !== 'extended') return []
  const valueFrom = isLongExtended(place.type) ? 4 : 3
  const values: Buffer[] = []
  let fragments: Buffer[] = []
  for (let at = HEADER_BYTES; at < bytes.length; at += octetAt(bytes, at + 1)) {
    const end = at + octetAt(bytes, at + 1)
    if (bytes[at] !== place.type || bytes[at + 2] !== place.extendedType || end < at + valueFrom) {
      fragments = []
      continue
    }
    fragments.push(bytes.subarray(at + valueFrom, end))
    if (valueFrom === 4 && (octetAt(bytes, at + 3) & MORE_FLAG) !== 0) continue
    values.push(
      fragments.length === 1 ? bytes.subarray(at + valueFrom, end) : Buffer.concat(fragments),
    )
    fragments = []
  }
  return values
}
