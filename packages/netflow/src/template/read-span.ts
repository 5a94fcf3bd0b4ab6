import { checkedInstant, type ExportHeader } from '../flow-record.ts'
import { uint32At, uintAt } from '../octets.ts'
import { SLOT } from './field-slots.ts'
import type { Layout } from './layout.ts'

/** Seconds from 1900, where NTP begins, to 1970. */
const NTP_TO_UNIX_SECONDS = 2_208_988_800
const WRAP = 0x1_0000_0000
/** An uptime may lie ahead of that of its datagram by so much: the packet is stamped first and written afterwards. */
const AHEAD_MS_MAX = 3_600_000

export interface FlowSpan {
  firstAtMs: number
  lastAtMs: number
}

/**
 * When a flow began and ended, by whichever way its template tells it. Where one end is not told it is the other one or
 * comes from the duration; where nothing is told, or nothing that can be an instant, both are the export's.
 */
export function readSpan(
  bytes: Uint8Array,
  at: number,
  layout: Layout,
  header: ExportHeader,
  systemInitMs: number | undefined,
): FlowSpan {
  const uptimeMs =
    header.uptimeMs >= 0 ? header.uptimeMs : uptimeOf(bytes, at, layout, header, systemInitMs)
  const first = instantAt(bytes, at, layout, SLOT.first, header, uptimeMs)
  const last = instantAt(bytes, at, layout, SLOT.last, header, uptimeMs)
  if (first !== undefined && last !== undefined) {
    return { firstAtMs: Math.min(first, last), lastAtMs: last }
  }
  const observed = instantAt(bytes, at, layout, SLOT.observed, header, uptimeMs)
  const known = first ?? last ?? observed ?? header.exportedAtMs
  const durationMs = durationAt(bytes, at, layout)
  if (first !== undefined) {
    return { firstAtMs: first, lastAtMs: checkedInstant(first + durationMs) ?? first }
  }
  return { firstAtMs: checkedInstant(known - durationMs) ?? known, lastAtMs: known }
}

function durationAt(bytes: Uint8Array, at: number, layout: Layout): number {
  const place = layout.places[SLOT.durationMs] as number // every slot has a place
  return place < 0 ? 0 : uintAt(bytes, at + (place >> 8), place & 255)
}

/** IPFIX has no uptime in its header: it is what has passed since the start that the exporter told, 32 bits of it. */
function uptimeOf(
  bytes: Uint8Array,
  at: number,
  layout: Layout,
  header: ExportHeader,
  systemInitMs: number | undefined,
): number {
  const own = instantAt(bytes, at, layout, SLOT.systemInit, header, -1)
  const init = own ?? systemInitMs
  if (init === undefined) return -1
  // The export is cut to whole seconds, so in its first second an exporter has not started yet.
  return (((header.exportedAtMs - init) % WRAP) + WRAP) % WRAP
}

/** The instant at a slot, epoch milliseconds; undefined where the template has none or the octets make none. */
export function instantAt(
  bytes: Uint8Array,
  at: number,
  layout: Layout,
  slot: number,
  header: ExportHeader,
  uptimeMs: number,
): number | undefined {
  const place = layout.places[slot] as number // every slot has a place
  if (place < 0) return undefined
  const from = at + (place >> 8)
  if (layout.kinds[slot] === 'ntp') return checkedInstant(ntpAt(bytes, from))
  const value = uintAt(bytes, from, place & 255)
  switch (layout.kinds[slot]) {
    case 'uptime':
      return uptimeMs < 0 ? undefined : checkedInstant(header.exportedAtMs - ageOf(value, uptimeMs))
    case 'milliseconds':
      return checkedInstant(value)
    case 'seconds':
      return checkedInstant(value * 1000)
    default:
      return checkedInstant(header.exportedAtMs - value / 1000)
  }
}

/** How long ago an uptime was, at the uptime `now`. Both run over after 49.7 days. */
function ageOf(uptimeMs: number, now: number): number {
  const age = (now - uptimeMs) % WRAP
  const positive = age < 0 ? age + WRAP : age
  return positive > WRAP - AHEAD_MS_MAX ? positive - WRAP : positive
}

/**
 * Epoch milliseconds of NTP's 64 bits; seconds that would lie before 1970 are those after the era's end in 2036. The
 * fraction is brought to microseconds first: 7 ms cut to 32 bits is a little less than 7 ms.
 */
function ntpAt(bytes: Uint8Array, at: number): number {
  const seconds = uint32At(bytes, at) - NTP_TO_UNIX_SECONDS
  const microseconds = Math.round((uint32At(bytes, at + 4) / WRAP) * 1_000_000)
  return (seconds < 0 ? seconds + WRAP : seconds) * 1000 + Math.floor(microseconds / 1000)
}
