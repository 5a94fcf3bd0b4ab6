import { hash } from 'node:crypto'
import type { CallField, CallFormat, NumberReplacement } from '../../network/index.ts'

/** What a row of a file of calls says. Times in milliseconds since 1970. */
export type ReadCall = {
  key: string
  startedAtMs: number
  seconds: number
  numberFrom: string
  numberTo: string
  cause: string
  trunkIn: string
  trunkOut: string
}
export type CallFault = { field: CallField; value: string }
/** Nothing at all of a call that nobody answered. */
export type CallRead = { call: ReadCall } | { fault: CallFault } | null

export type ReadCallRow = (cells: readonly string[]) => CallRead

const SECONDS = /^\d{1,6}$/
const TEXT_MAX = 100
const HOUR = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2}):(\d{2})(\.\d{1,9})?(Z|[+-]\d{2}:?\d{2})?$/
const DAY_FIRST = /^(\d{2})[./](\d{2})[./](\d{4})[ T](.*)$/
const UNIX = /^\d{9,11}(\.\d{1,6})?$/
const HOURS_KEPT_MAX = 10_000

/**
 * Reads rows of a file by its format. Times without an offset are of the operator's zone. A call is told
 * from others by the exchange's own id where there is one, else by everything that is said of it.
 */
export function createCallReader(
  format: CallFormat,
  { agentId, timeZone }: { agentId: number; timeZone: string },
): ReadCallRow {
  const at = Object.fromEntries(
    format.columns.flatMap((field, i) => (field === null ? [] : [[field, i]])),
  ) as Partial<Record<CallField, number>> // a column is one field, and a field one column
  const readTime = createTimeReader(format.time, timeZone)
  return (cells) => {
    const text = (field: CallField) => cells[at[field] ?? -1] ?? ''
    const startedAtMs = readTime(text('startedAt'))
    if (startedAtMs === undefined) return { fault: faultOf('startedAt', text('startedAt')) }
    if (!SECONDS.test(text('seconds'))) return { fault: faultOf('seconds', text('seconds')) }
    if (text('from') === '') return { fault: faultOf('from', '') }
    if (text('to') === '') return { fault: faultOf('to', '') }
    const seconds = Number(text('seconds'))
    if (seconds === 0) return null
    const said = {
      startedAtMs,
      seconds,
      numberFrom: plainNumber(text('from'), format.replacements),
      numberTo: plainNumber(text('to'), format.replacements),
      trunkIn: text('trunkIn').slice(0, TEXT_MAX),
      trunkOut: text('trunkOut').slice(0, TEXT_MAX),
    }
    const ownId = text('uniqueId')
    const name = ownId === '' ? Object.values(said).join('\n') : `${startedAtMs}\n${ownId}`
    const key = hash('md5', `${agentId}\n${name}`)
    return { call: { ...said, key, cause: text('cause').slice(0, TEXT_MAX) } }
  }
}

function faultOf(field: CallField, value: string): CallFault {
  // Half a letter at the end would be refused by the database.
  return { field, value: value.slice(0, TEXT_MAX).toWellFormed() }
}

/** A number without the marks that people put into it, in the form that prices and accounts know. */
export function plainNumber(text: string, replacements: readonly NumberReplacement[]): string {
  const plain = text.replaceAll(/[\s()+.\-\u00a0]/g, '').slice(0, TEXT_MAX)
  const fitting = replacements.find(
    ({ prefix, length }) =>
      plain.startsWith(prefix) && (length === null || plain.length === length),
  )
  return fitting ? fitting.replaceWith + plain.slice(fitting.prefix.length) : plain
}

function createTimeReader(
  kind: CallFormat['time'],
  timeZone: string,
): (text: string) => number | undefined {
  const hours = new Map<string, number | undefined>()
  // Calls come by thousands an hour, and the beginning of an hour is found once.
  const hourOf = (hour: string) => {
    if (hours.has(hour)) return hours.get(hour)
    if (hours.size >= HOURS_KEPT_MAX) hours.clear()
    const found = beginningOf(hour, timeZone)
    hours.set(hour, found)
    return found
  }
  return (text) => {
    if (kind === 'unix') return UNIX.test(text) ? Math.round(Number(text) * 1000) : undefined
    const match = HOUR.exec(kind === 'dmy' ? text.replace(DAY_FIRST, '$3-$2-$1 $4') : text)
    if (!match) return undefined
    const [, day, hour, minute = '', second = '', fraction = '', offset = ''] = match
    const begin = hourOf(`${day}T${hour}:00:00${offset}`)
    if (begin === undefined || Number(minute) > 59 || Number(second) > 59) return undefined
    const millis = Math.floor(Number(`0${fraction}`) * 1000)
    return begin + (Number(minute) * 60 + Number(second)) * 1000 + millis
  }
}

function beginningOf(hour: string, timeZone: string): number | undefined {
  try {
    return /Z$|[+-]\d{2}:?\d{2}$/.test(hour.slice(19))
      ? Temporal.Instant.from(hour).epochMilliseconds
      : Temporal.PlainDateTime.from(hour).toZonedDateTime(timeZone).epochMilliseconds
  } catch {
    return undefined
  }
}
