import { toMac } from './radius-settings.ts'

const WRITTEN_DIGITS = /^[0-9a-f:.\-*]+$/

/** What a barred station looks like: in small letters, a MAC address in the one way that we write it. */
export function plainStation(typed: string): string {
  const text = typed.trim().replaceAll(/\*+/g, '*')
  return toMac(text) ?? text.toLowerCase()
}

export function isPattern(station: string): boolean {
  return station.includes('*')
}

/** The forms by which a calling station can be recognised: as it was sent, and the digits of a MAC address. */
type StationForms = { text: string; digits: string | undefined }

export function formsOf(callingStation: string): StationForms {
  const mac = toMac(callingStation)
  return { text: callingStation.toLowerCase(), digits: mac?.replaceAll(':', '') }
}

/** The text under which a station without `*` is looked up in a table. */
export function keyOf({ text, digits }: StationForms): string {
  return digits ?? text
}

/**
 * Whether a calling station fits a pattern, where `*` is anything. A pattern of hexadecimal digits fits a MAC address
 * however either of them is written: `aa-bb-cc*` fits `AABB.CC00.0001`.
 */
export function compilePattern(station: string): (forms: StationForms) => boolean {
  const asWritten = station.split('*')
  const asDigits = WRITTEN_DIGITS.test(station)
    ? station.replaceAll(/[:.-]/g, '').split('*')
    : undefined
  return ({ text, digits }) =>
    fits(text, asWritten) ||
    (asDigits !== undefined && digits !== undefined && fits(digits, asDigits))
}

/** Every part in its order, the first at the beginning and the last at the end: no way back, so no slow pattern. */
function fits(text: string, parts: readonly string[]): boolean {
  const [first = '', ...middle] = parts
  const last = middle.pop()
  if (last === undefined) return text === first
  if (text.length < first.length + last.length) return false
  if (!text.startsWith(first) || !text.endsWith(last)) return false
  const end = text.length - last.length
  let at = first.length
  for (const part of middle) {
    const found = text.indexOf(part, at)
    if (found < 0 || found + part.length > end) return false
    at = found + part.length
  }
  return true
}

/** Where a device is barred: at one server or at all of an agent; and whom it may not bring in, all empty = nobody. */
export type BarredRule = {
  station: string
  nasId: number | null
  agentId: number | null
  accountId: number | null
  accountGroupId: number | null
  tariffId: number | null
}
type Server = { nasId: number; agentId: number }
/** Who signs in with the device. */
export type Bearer = { accountId: number; tariffId: number | null; groupIds: readonly number[] }

/** Whether a device is barred at a server: for everybody, or for its bearer where that is known. */
export type Bar = (server: Server, callingStation: string, bearer: Bearer | undefined) => boolean

/** Prepares rules for many questions. */
export function prepareBar(rules: readonly BarredRule[]): Bar {
  const named = Map.groupBy(
    rules.filter(({ station }) => !isPattern(station)),
    ({ station }) => keyOf(formsOf(station)),
  )
  const patterns = rules
    .filter(({ station }) => isPattern(station))
    .map((rule) => ({ rule, fits: compilePattern(rule.station) }))
  return (server, callingStation, bearer) => {
    const forms = formsOf(callingStation)
    const isFor = (rule: BarredRule) => isAt(rule, server) && isOf(rule, bearer)
    if (named.get(keyOf(forms))?.some(isFor)) return true
    return patterns.some(({ rule, fits }) => isFor(rule) && fits(forms))
  }
}

function isAt(rule: BarredRule, { nasId, agentId }: Server): boolean {
  return rule.nasId === null ? rule.agentId === agentId : rule.nasId === nasId
}

function isOf({ accountId, accountGroupId, tariffId }: BarredRule, bearer: Bearer | undefined) {
  if (accountId !== null) return accountId === bearer?.accountId
  if (accountGroupId !== null) return bearer?.groupIds.includes(accountGroupId) === true
  return tariffId === null || tariffId === bearer?.tariffId
}
