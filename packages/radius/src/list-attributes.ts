import { extendedAttribute, isLongExtended, VENDOR_SPECIFIC, vendorAttribute } from './attribute.ts'
import { formatValue } from './attribute-text.ts'
import { HEADER_BYTES, splitVendorValue } from './attribute-walk.ts'
import { type AttributeDefinition, definitionOf } from './dictionary.ts'
import { octetAt } from './octets.ts'
import type { Packet } from './packet.ts'
import {
  type HidingKey,
  PASSWORD_BYTES_MAX,
  revealPasswordInto,
  revealWithSalt,
} from './password/hiding.ts'

const TAG_MAX = 0x1f
const EXTENDED_FIRST = 241
const EXTENDED_LAST = 246

/** An attribute as `addText` takes it: texts without quotes, numbers without names, what was hidden in clear. */
export interface ListedAttribute {
  definition: AttributeDefinition
  /** 1 to 31, or 0 where there is none. */
  tag: number
  text: string
}

/**
 * The attributes of a packet in their order, for handing it on in another form. `key` reveals what was hidden: the secret,
 * and the authenticator of the request. Values that do not reveal under this key, fragments of long extended attributes
 * and Message-Authenticator, which belongs to the octets of the packet, are left out.
 */
export function listAttributes(packet: Packet, key: HidingKey): ListedAttribute[] {
  const listed: ListedAttribute[] = []
  for (const { definition, value } of walk(packet.bytes)) {
    if (definition.name === 'Message-Authenticator') continue
    const { tag, untagged } = splitTag(definition, value)
    const clear = reveal(definition, untagged, key)
    if (clear) listed.push({ definition, tag, text: textOf(definition, clear) })
  }
  return listed
}

type Raw = { definition: AttributeDefinition; value: Buffer }

function* walk(bytes: Buffer): Generator<Raw> {
  for (let at = HEADER_BYTES; at < bytes.length; at += octetAt(bytes, at + 1)) {
    const type = octetAt(bytes, at)
    const value = bytes.subarray(at + 2, at + octetAt(bytes, at + 1))
    const inside = type === VENDOR_SPECIFIC ? splitVendorValue(value) : undefined
    if (inside) {
      for (const one of inside.attributes) {
        yield {
          definition: definitionOf(vendorAttribute(inside.vendorId, one.type)),
          value: one.value,
        }
      }
    } else if (type < EXTENDED_FIRST || type > EXTENDED_LAST) {
      yield { definition: definitionOf(type), value }
    } else if (!isLongExtended(type) && value.length > 0) {
      yield {
        definition: definitionOf(extendedAttribute(type, octetAt(value, 0))),
        value: value.subarray(1),
      }
    }
  }
}

/** A tagged number has its tag in the place of the highest octet; a text has one only where its first octet can be one. */
function splitTag({ hasTag, type }: AttributeDefinition, value: Buffer) {
  const tag = value[0] ?? 0
  if (!hasTag || value.length === 0 || tag > TAG_MAX) return { tag: 0, untagged: value }
  const rest = value.subarray(1)
  return { tag, untagged: type === 'integer' ? Buffer.concat([Buffer.alloc(1), rest]) : rest }
}

function reveal(
  { hidden }: AttributeDefinition,
  value: Buffer,
  key: HidingKey,
): Buffer | undefined {
  if (hidden === 'no') return value
  if (hidden === 'salt') return revealWithSalt(value, key)
  const revealed = Buffer.alloc(PASSWORD_BYTES_MAX)
  const length = revealPasswordInto(revealed, value, key)
  return length === 0 ? undefined : revealed.subarray(0, revealed.findLastIndex(isNotZero) + 1)
}

function isNotZero(octet: number): boolean {
  return octet !== 0
}

function textOf(definition: AttributeDefinition, value: Buffer): string {
  if (definition.type === 'string') return value.toString()
  return formatValue({ ...definition, values: undefined }, value)
}
