import { extendedAttribute, isLongExtended, VENDOR_SPECIFIC, vendorAttribute } from './attribute.ts'
import { formatValue } from './attribute-text.ts'
import { HEADER_BYTES, splitVendorValue } from './attribute-walk.ts'
import { codeName } from './code.ts'
import { type AttributeDefinition, definitionOf } from './dictionary.ts'
import { octetAt } from './octets.ts'
import type { Packet } from './packet.ts'

/** Proofs and keys: who reads the log must not be able to use them, or to try passwords against them. */
const SECRET_NAMES = /password|^chap-|^ms-chap|-key$|-keys$|-psk$|mpkey/i
const TAG_MAX = 0x1f

/**
 * A packet as lines for a log: the head, then one line an attribute, `Name = value`. Passwords, challenges, answers and
 * keys print as `<hidden>`; control characters are escaped, so that nobody writes log lines through User-Name.
 */
export function formatPacket(packet: Packet): string[] {
  const lines = [`${codeName(packet.code)} id ${packet.identifier}, ${packet.length} octets`]
  const { bytes } = packet
  for (let at = HEADER_BYTES; at < bytes.length; at += octetAt(bytes, at + 1)) {
    const value = bytes.subarray(at + 2, at + octetAt(bytes, at + 1))
    lines.push(...formatAttribute(octetAt(bytes, at), value))
  }
  return lines
}

function formatAttribute(type: number, value: Buffer): string[] {
  if (type >= 241 && type <= 246) return [formatExtended(type, value)]
  const inside = type === VENDOR_SPECIFIC ? splitVendorValue(value) : undefined
  if (!inside) return [formatLine(definitionOf(type), value)]
  return inside.attributes.map((one) =>
    formatLine(definitionOf(vendorAttribute(inside.vendorId, one.type)), one.value),
  )
}

/** A fragment prints by itself, with three dots when more follow. */
function formatExtended(type: number, value: Buffer): string {
  const headBytes = isLongExtended(type) ? 2 : 1
  if (value.length < headBytes) return formatLine(definitionOf(type), value)
  const definition = definitionOf(extendedAttribute(type, octetAt(value, 0)))
  const hasMore = headBytes === 2 && octetAt(value, 1) >= 0x80
  return formatLine(definition, value.subarray(headBytes)) + (hasMore ? ' …' : '')
}

function formatLine(definition: AttributeDefinition, value: Buffer): string {
  const { name } = definition
  if (isSecret(definition)) return `  ${name} = <hidden>`
  const tag = value[0] ?? 0
  if (!definition.hasTag || tag > TAG_MAX) return `  ${name} = ${formatValue(definition, value)}`
  // A tagged number has its tag in the place of the highest octet.
  const untagged =
    definition.type === 'integer'
      ? Buffer.concat([Buffer.alloc(1), value.subarray(1)])
      : value.subarray(1)
  return `  ${name}:${tag} = ${formatValue(definition, untagged)}`
}

function isSecret({ name, type, hidden }: AttributeDefinition): boolean {
  if (hidden !== 'no') return true
  return (type === 'string' || type === 'octets') && SECRET_NAMES.test(name)
}
