import { z } from 'zod'
import {
  DEVICE_KEYS,
  type DeviceKey,
  type LineValues,
  type LineWord,
  matchNotation,
  NOTATION_MAX,
  type Notation,
  type NotationFault,
  parseNotation,
} from './line-notation.ts'
import { fromHex, type LineIds, textOfId, toHex, unwrapId } from './sub-option.ts'

/**
 * Binary writings by their names. `@vlan-module-port`: 00 04, VLAN in two octets, module, port, as
 * switches of Cisco, D-Link, Edge-Core, Eltex and SNR have it unless told otherwise; `@mac`: 00 06
 * and the MAC address. Both are taken without their two octets of header too.
 */
export const BINARY_FORMS = ['@vlan-module-port', '@mac'] as const
type BinaryForm = (typeof BINARY_FORMS)[number]

/** Where in circuit id and remote id a device says which line it is. */
export type LineFormat = {
  /** A notation, the name of a binary writing, or nothing when it tells nothing. */
  circuit: string
  remote: string
  /** What the word `device` is compared with. */
  deviceBy: DeviceKey
  /** How the name of the port is made of `{port}` and `{module}`. */
  portName: string
  /** Added to the number that is told: -1 where ports are told from 1 and named from 0. */
  portOffset: number
}
export const LINE_FAULTS = [
  'line-too-long',
  'line-control-character',
  'line-unknown-word',
  'line-words-touch',
  'line-unknown-form',
  'line-word-twice',
  'line-no-device',
  'line-no-port',
  'line-mac-not-compared',
  'line-port-name',
  'line-module-missing',
] as const
export type LineFault = {
  rule: (typeof LINE_FAULTS)[number]
  field: 'circuit' | 'remote' | 'portName'
}
/** What was read; `device` is written as it came. `vlan` is null where none is told, or none is there. */
export type DecodedLine = {
  device: string
  /** Empty where only the ONU is told. */
  port: string
  vlan: number | null
  onu: string
}

const BINARY_WORDS: Record<BinaryForm, LineWord[]> = {
  '@vlan-module-port': ['vlan', 'module', 'port'],
  '@mac': ['device'],
}
const OFFSET_MAX = 1000
const VLAN_MAX = 4094

const notation = z.string().trim().max(NOTATION_MAX, 'line-too-long')
export const lineFormat = z
  .object({
    circuit: notation.default(''),
    remote: notation.default(''),
    deviceBy: z.enum(DEVICE_KEYS).default('mac'),
    portName: notation.default('{port}'),
    portOffset: z.coerce.number().int().min(-OFFSET_MAX).max(OFFSET_MAX).default(0),
  })
  .superRefine((format, ctx) => {
    for (const { rule, field } of findLineFaults(format)) {
      ctx.addIssue({ code: 'custom', path: [field], message: rule })
    }
  })

/** What keeps a format from naming a line; nothing = it is sound. */
export function findLineFaults(format: LineFormat): LineFault[] {
  const circuit = readForm(format.circuit)
  const remote = readForm(format.remote)
  if (typeof circuit === 'string') return [{ rule: `line-${circuit}`, field: 'circuit' }]
  if (typeof remote === 'string') return [{ rule: `line-${remote}`, field: 'remote' }]
  const words: LineWord[] = [...circuit.words, ...remote.words].filter((word) => word !== '*')
  const has = (word: LineWord) => words.includes(word)
  if (new Set(words).size < words.length) return [{ rule: 'line-word-twice', field: 'remote' }]
  if (!has('device')) return [{ rule: 'line-no-device', field: 'remote' }]
  if (!has('port') && !has('onu')) return [{ rule: 'line-no-port', field: 'circuit' }]
  const isMac = format.circuit === '@mac' || format.remote === '@mac'
  if (isMac && format.deviceBy !== 'mac') {
    const field = format.circuit === '@mac' ? 'circuit' : 'remote'
    return [{ rule: 'line-mac-not-compared', field }]
  }
  return portNameFaults(format, { hasPort: has('port'), hasModule: has('module') })
}

function portNameFaults(
  { portName }: LineFormat,
  { hasPort, hasModule }: { hasPort: boolean; hasModule: boolean },
): LineFault[] {
  if (!hasPort) return []
  const field = 'portName'
  const words = [...portName.matchAll(/\{([^{}]*)\}/g)].map(([, word]) => word)
  const isKnown = words.every((word) => word === 'port' || word === 'module')
  if (!isKnown || !words.includes('port')) return [{ rule: 'line-port-name', field }]
  return words.includes('module') && !hasModule ? [{ rule: 'line-module-missing', field }] : []
}

type Form = { words: LineWord[]; read(id: Uint8Array, deviceBy: DeviceKey): LineValues | undefined }

function readForm(text: string): Form | NotationFault | 'unknown-form' {
  if (text === '') return { words: [], read: () => ({}) }
  if (text.startsWith('@')) {
    const binary = BINARY_FORMS.find((form) => form === text)
    if (!binary) return 'unknown-form'
    const read = binary === '@mac' ? readMac : readVlanModulePort
    return { words: BINARY_WORDS[binary], read }
  }
  const parsed = parseNotation(text)
  return typeof parsed === 'string' ? parsed : toTextForm(parsed)
}

function toTextForm(parsed: Notation): Form {
  return {
    words: parsed.words,
    read: (id, deviceBy) => matchNotation(parsed, textOfId(id), deviceBy),
  }
}

/** 00 04, VLAN, module, port; or the last four octets alone; or either as digits. */
function readVlanModulePort(id: Uint8Array): LineValues | undefined {
  const plain = withoutHeader(id, 4)
  const [high, low, module, port] = plain ?? []
  if (high === undefined || low === undefined || module === undefined || port === undefined) {
    return undefined
  }
  return { vlan: String(high * 256 + low), module: String(module), port: String(port) }
}

/** 00 06 and a MAC address; or the address alone; or either as text. */
function readMac(id: Uint8Array): LineValues | undefined {
  const plain = withoutHeader(id, 6)
  if (plain) return { device: toHex(plain) }
  const text = textOfId(id).replaceAll(/[:.-]/g, '')
  return /^[0-9a-f]{12}$/i.test(text) ? { device: text } : undefined
}

function withoutHeader(id: Uint8Array, length: number): Uint8Array | undefined {
  if (id.length === length) return id
  if (id.length === length + 2) return id[0] === 0 && id[1] === length ? id.subarray(2) : undefined
  // Some relays write the octets down as digits.
  const isDigits = id.length === 2 * length || id.length === 2 * (length + 2)
  const text = isDigits ? textOfId(id) : ''
  return /^([0-9a-f]{2})+$/i.test(text) ? withoutHeader(fromHex(text), length) : undefined
}

/** Reads the lines of a format; undefined for ids that are not of it, whatever their octets are. */
export type LineReader = (ids: LineIds) => DecodedLine | undefined

/** Prepares a format that is sound; of one that is not, nothing is ever read. */
export function prepareLineFormat(format: LineFormat): LineReader {
  const circuit = readForm(format.circuit)
  const remote = readForm(format.remote)
  if (typeof circuit === 'string' || typeof remote === 'string') return () => undefined
  return (ids) => {
    const ofCircuit = circuit.read(unwrapId(ids.circuitId), format.deviceBy)
    const ofRemote = ofCircuit && remote.read(unwrapId(ids.remoteId), format.deviceBy)
    return ofRemote && toLine({ ...ofCircuit, ...ofRemote }, format)
  }
}

function toLine(values: LineValues, format: LineFormat): DecodedLine | undefined {
  const { device = '', onu = '' } = values
  const vlan = Number(values.vlan ?? 0)
  if (device === '' || vlan > VLAN_MAX) return undefined
  const port = values.port === undefined ? '' : portNameOf(values.port, values.module, format)
  return { device, port, onu, vlan: vlan || null }
}

function portNameOf(port: string, module = '', { portName, portOffset }: LineFormat): string {
  const isNumber = /^\d{1,9}$/.test(port)
  const counted = isNumber && portOffset !== 0 ? String(Number(port) + portOffset) : port
  return portName.replaceAll(/\{(port|module)\}/g, (_, word) =>
    word === 'port' ? counted : module,
  )
}
