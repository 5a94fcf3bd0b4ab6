// An attribute is named in code by one number, its key:
//   1 … 255                       a standard attribute, its own type (RFC 2865 §5)
//   vendorId × 256 + type         a vendor attribute inside Vendor-Specific (RFC 2865 §5.26)
//   2^40 + type × 256 + extended  an extended attribute such as 241.3 (RFC 6929 §2)
const EXTENDED_FLOOR = 2 ** 40

export const VENDOR_SPECIFIC = 26
export const MESSAGE_AUTHENTICATOR = 80

/** The key of a vendor attribute. `vendorId` is the vendor's enterprise number, `type` 1 to 255. */
export function vendorAttribute(vendorId: number, type: number): number {
  return vendorId * 256 + type
}

/** The key of an extended attribute, `extendedAttribute(241, 3)` for 241.3. `type` is 241 to 246. */
export function extendedAttribute(type: number, extendedType: number): number {
  return EXTENDED_FLOOR + type * 256 + extendedType
}

/** What a key names. */
export type AttributePlace =
  | { kind: 'standard'; type: number }
  | { kind: 'vendor'; vendorId: number; type: number }
  | { kind: 'extended'; type: number; extendedType: number }

/** Takes a key apart. */
export function placeOf(attribute: number): AttributePlace {
  if (attribute < 256) return { kind: 'standard', type: attribute }
  const type = attribute % 256
  if (attribute < EXTENDED_FLOOR) {
    return { kind: 'vendor', vendorId: (attribute - type) / 256, type }
  }
  return {
    kind: 'extended',
    type: Math.floor((attribute - EXTENDED_FLOOR) / 256),
    extendedType: type,
  }
}

/** Whether the key names an extended attribute. */
export function isExtended(attribute: number): boolean {
  return attribute >= EXTENDED_FLOOR
}

/** Whether an extended type carries a flags octet and may be cut into fragments (RFC 6929 §2.2). */
export function isLongExtended(type: number): boolean {
  return type === 245 || type === 246
}
