/** Packet codes (IANA «RADIUS Packet Type Codes»): RFC 2865 §4, RFC 2866 §4, RFC 5176 §2, RFC 5997 §4.1. */
export const CODE = {
  'Access-Request': 1,
  'Access-Accept': 2,
  'Access-Reject': 3,
  'Accounting-Request': 4,
  'Accounting-Response': 5,
  'Access-Challenge': 11,
  'Status-Server': 12,
  'Status-Client': 13,
  'Disconnect-Request': 40,
  'Disconnect-ACK': 41,
  'Disconnect-NAK': 42,
  'CoA-Request': 43,
  'CoA-ACK': 44,
  'CoA-NAK': 45,
  'Protocol-Error': 52,
} as const

const NAMES = new Map<number, string>(Object.entries(CODE).map(([name, code]) => [code, name]))

/** The name of a packet code; an unknown one prints as `Code(77)`. */
export function codeName(code: number): string {
  return NAMES.get(code) ?? `Code(${code})`
}
