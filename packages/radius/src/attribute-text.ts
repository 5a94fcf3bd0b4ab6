import {
  formatIpv4,
  formatIpv6,
  formatIpv6Prefix,
  parseIpv4,
  parseIpv6,
  parseIpv6Prefix,
} from './address.ts'
import { AttributeError } from './attribute-error.ts'
import type { AttributeDefinition, AttributeType } from './dictionary.ts'

interface TextForm {
  expected: string
  /** The octets, or undefined when the text is not of this form. */
  parse(text: string, values: AttributeDefinition['values']): Uint8Array | undefined
  /** The text, or undefined when the octets are not of this form. */
  format(value: Buffer, values: AttributeDefinition['values']): string | undefined
}

const FORMS: Record<AttributeType, TextForm> = {
  string: {
    expected: 'a text that is not empty',
    parse: (text) => (text === '' ? undefined : Buffer.from(text)),
    format: (value) => JSON.stringify(value.toString()),
  },
  octets: {
    expected: 'octets as 0x and an even number of hexadecimal digits, or a text that is not empty',
    parse: parseOctets,
    format: (value) => `0x${value.toString('hex')}`,
  },
  byte: integerForm(1),
  short: integerForm(2),
  integer: integerForm(4),
  integer64: {
    expected: `a whole number from 0 to ${2n ** 64n - 1n}`,
    parse: parseInteger64,
    format: (value) => (value.length === 8 ? String(value.readBigUInt64BE()) : undefined),
  },
  date: {
    expected: 'a time such as 2026-03-01T00:00:00Z, or whole seconds since 1970',
    parse: parseTime,
    format: (value) => (value.length === 4 ? formatTime(value.readUInt32BE()) : undefined),
  },
  ipaddr: {
    expected: 'an IPv4 address such as 192.0.2.1',
    parse: parseIpv4,
    format: (value) => (value.length === 4 ? formatIpv4(value, 0) : undefined),
  },
  ipv6addr: {
    expected: 'an IPv6 address such as 2001:db8::1',
    parse: parseIpv6,
    format: (value) => (value.length === 16 ? formatIpv6(value, 0) : undefined),
  },
  ipv6prefix: {
    expected: 'an IPv6 prefix such as 2001:db8:7::/56',
    parse: parseIpv6Prefix,
    format: formatIpv6Prefix,
  },
  ifid: {
    expected: 'an interface identifier such as 0:0:0:1 or 20d:93ff:fe12:3456',
    parse: parseInterfaceId,
    format: formatInterfaceId,
  },
}

/** The octets of a value written as text, as a dictionary declares it. Throws AttributeError saying what is expected. */
export function encodeText(definition: AttributeDefinition, text: string): Uint8Array {
  const value = FORMS[definition.type].parse(text, definition.values)
  if (value) return value
  throw new AttributeError('bad-value', definition.name, expectedText(definition))
}

/** The text of a value. Octets that do not fit the declared type print as hexadecimal digits. */
export function formatValue(definition: AttributeDefinition, value: Buffer): string {
  return FORMS[definition.type].format(value, definition.values) ?? `0x${value.toString('hex')}`
}

/** What a value of this attribute looks like, to be shown to the person who types it. */
export function expectedText({ type, values }: AttributeDefinition): string {
  if (!values) return FORMS[type].expected
  const names = Object.keys(values)
  const listed = names.slice(0, 6).join(', ')
  return `${FORMS[type].expected}, or one of ${listed}${names.length > 6 ? ', …' : ''}`
}

function integerForm(bytes: 1 | 2 | 4): TextForm {
  const max = 256 ** bytes - 1
  return {
    expected: `a whole number from 0 to ${max}`,
    parse: (text, values) => {
      const number = values?.[text] ?? (isNumeral(text) ? Number(text) : Number.NaN)
      if (!(number <= max)) return undefined
      const value = Buffer.alloc(bytes)
      value.writeUIntBE(number, 0, bytes)
      return value
    },
    format: (value, values) => {
      if (value.length !== bytes) return undefined
      const number = value.readUIntBE(0, bytes)
      const named = Object.entries(values ?? {}).find(([, known]) => known === number)
      return named ? named[0] : String(number)
    },
  }
}

function isNumeral(text: string): boolean {
  return /^(\d+|0x[\da-f]+)$/i.test(text)
}

function parseInteger64(text: string): Uint8Array | undefined {
  if (!isNumeral(text) || BigInt(text) >= 2n ** 64n) return undefined
  const value = Buffer.alloc(8)
  value.writeBigUInt64BE(BigInt(text))
  return value
}

function parseOctets(text: string): Uint8Array | undefined {
  if (text === '') return undefined
  if (!text.startsWith('0x')) return Buffer.from(text)
  return /^0x([\da-f]{2})+$/i.test(text) ? Buffer.from(text.slice(2), 'hex') : undefined
}

function parseTime(text: string): Uint8Array | undefined {
  const seconds = isNumeral(text) ? Number(text) : secondsOfInstant(text)
  if (seconds === undefined || seconds < 0 || seconds > 0xffffffff) return undefined
  const value = Buffer.alloc(4)
  value.writeUInt32BE(seconds)
  return value
}

function secondsOfInstant(text: string): number | undefined {
  try {
    return Math.floor(Temporal.Instant.from(text).epochMilliseconds / 1000)
  } catch {
    return undefined // not the text of an instant
  }
}

function formatTime(seconds: number): string {
  return Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toString()
}

function parseInterfaceId(text: string): Uint8Array | undefined {
  if (!/^([\da-f]{1,4}:){3}[\da-f]{1,4}$/i.test(text)) return undefined
  const value = Buffer.alloc(8)
  text.split(':').forEach((group, i) => {
    value.writeUInt16BE(Number.parseInt(group, 16), 2 * i)
  })
  return value
}

function formatInterfaceId(value: Buffer): string | undefined {
  if (value.length !== 8) return undefined
  return [0, 2, 4, 6].map((at) => value.readUInt16BE(at).toString(16)).join(':')
}
