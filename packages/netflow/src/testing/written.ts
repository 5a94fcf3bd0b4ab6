import { parseFlowAddress } from '../address.ts'

/** A value and in how many octets it is written; a text is an IP address, octets are taken as they are. */
export type Written = readonly [value: number | bigint, octets: number] | string | Uint8Array

/** Writes values one after another in network order. */
export function written(...values: readonly Written[]): Buffer {
  return Buffer.concat(values.map(writtenOne))
}

function writtenOne(value: Written): Uint8Array {
  if (value instanceof Uint8Array) return value
  if (typeof value === 'string') return writtenAddress(value)
  const [number, octets] = value
  const hex = BigInt(number)
    .toString(16)
    .padStart(2 * octets, '0')
  return Buffer.from(hex.slice(-2 * octets), 'hex')
}

function writtenAddress(text: string): Buffer {
  const address = parseFlowAddress(text)
  if (address === undefined) throw new TypeError(`${text} is not an IP address`)
  return Buffer.from(writtenOne([address, typeof address === 'number' ? 4 : 16]))
}

/** A field of a template to write: its type, its octets (65535 is variable), its enterprise. */
export type WrittenField = readonly [type: number, length: number, enterprise?: number]

/** A set of NetFlow v9 or IPFIX around these octets, padded to 32 bits. */
export function set(id: number, ...parts: Uint8Array[]): Buffer {
  const body = Buffer.concat(parts)
  const padding = Buffer.alloc((4 - (body.length % 4)) % 4)
  return written([id, 2], [4 + body.length + padding.length, 2], body, padding)
}

/** A template record, as it stands in a set. */
export function template(id: number, fields: readonly WrittenField[]): Buffer {
  return written([id, 2], [fields.length, 2], fieldOctets(fields))
}

/** An options template record of IPFIX; the first `scopeCount` fields are its scope. */
export function optionsTemplate(
  id: number,
  scopeCount: number,
  fields: readonly WrittenField[],
): Buffer {
  return written([id, 2], [fields.length, 2], [scopeCount, 2], fieldOctets(fields))
}

/** An options template record of NetFlow v9, which counts in octets. */
export function optionsTemplate9(
  id: number,
  scopes: readonly WrittenField[],
  fields: readonly WrittenField[],
): Buffer {
  const lengths = written([4 * scopes.length, 2], [4 * fields.length, 2])
  return written([id, 2], lengths, fieldOctets(scopes), fieldOctets(fields))
}

function fieldOctets(fields: readonly WrittenField[]): Buffer {
  const parts = fields.map(([type, length, enterprise]) => {
    if (enterprise === undefined) return written([type, 2], [length, 2])
    return written([type | 0x8000, 2], [length, 2], [enterprise, 4])
  })
  return Buffer.concat(parts)
}

/** Fields written short: `8/4 12/4` with type and octets, `82/v` of variable length, `1/4@29305` of an enterprise. */
export function fieldsOf(text: string): WrittenField[] {
  return text.split(' ').map((field) => {
    const [type = '', length = '', enterprise] = field.split(/[/@]/)
    const octets = length === 'v' ? 65535 : Number(length)
    return enterprise === undefined
      ? [Number(type), octets]
      : [Number(type), octets, Number(enterprise)]
  })
}
