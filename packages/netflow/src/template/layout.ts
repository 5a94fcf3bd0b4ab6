import { octetAt, uint16At } from '../octets.ts'
import {
  type FieldKind,
  findSlot,
  isSizeOf,
  SLOT,
  SLOT_COUNT,
  type SlotName,
} from './field-slots.ts'

/** A field length that says: each record carries the length itself (RFC 7011 §7). */
export const VARIABLE_LENGTH = 65535
const RECORD_OCTETS_MAX = 65535

/** One field of a template as the exporter sent it. */
export interface TemplateField {
  /** See `fieldKey`. */
  key: number
  /** Octets, or `VARIABLE_LENGTH`. */
  length: number
}

/**
 * A template compiled into places: where in a record each wanted fact stands. A place is `offset * 256 + octets`, or -1
 * for what the template does not have, so that reading a fact is one look into an array.
 */
export interface Layout {
  /** By slot. With `steps` they are those of the record that `locateRecord` looked at last. */
  readonly places: Int32Array
  /** By slot, how the octets at the place are read. */
  readonly kinds: readonly (FieldKind | undefined)[]
  /** Octets of a record; with `steps` the fewest that one can have, at least 1. */
  readonly recordOctets: number
  /** Of a template with variable lengths, for each field: its slot or -1, its length. */
  readonly steps: Int32Array | undefined
  /** The template names somebody: an address, an AS or a MAC. */
  readonly namesSomebody: boolean
  readonly isTwoWay: boolean
  readonly counting: 'delta' | 'total'
}

const NAMING: readonly SlotName[] = [
  'sourceIpv4',
  'sourceIpv6',
  'destinationIpv4',
  'destinationIpv6',
  'sourceAs',
  'destinationAs',
  'sourceMac',
  'destinationMac',
]
/** Of the choices for octets, from here on they are totals. */
const TOTAL_RANK = 3

/**
 * Compiles the fields of a template, or returns undefined when a record would have no octets at all or more than a
 * datagram can hold. Where an Information Element comes twice, the first one counts; one whose length does not fit its
 * kind is passed over as if it were not there.
 */
export function compileLayout(fields: readonly TemplateField[]): Layout | undefined {
  const chosen = chooseFields(fields)
  const places = new Int32Array(SLOT_COUNT).fill(-1)
  const kinds = new Array<FieldKind | undefined>(SLOT_COUNT).fill(undefined)
  const steps: number[] = []
  let recordOctets = 0
  fields.forEach(({ key, length }, index) => {
    const choice = findSlot(key)
    const slot = choice && chosen[choice.slot]?.index === index ? choice.slot : -1
    if (choice && slot >= 0) {
      kinds[slot] = choice.kind
      places[slot] = recordOctets * 256 + length
    }
    steps.push(slot, length)
    recordOctets += length === VARIABLE_LENGTH ? 1 : length
  })
  if (recordOctets < 1 || recordOctets > RECORD_OCTETS_MAX) return undefined
  return {
    places,
    kinds,
    recordOctets,
    steps: fields.some((field) => field.length === VARIABLE_LENGTH)
      ? Int32Array.from(steps)
      : undefined,
    namesSomebody: NAMING.some((name) => chosen[SLOT[name]] !== undefined),
    isTwoWay: chosen[SLOT.reverseOctets] !== undefined,
    counting: (chosen[SLOT.octets]?.rank ?? 0) >= TOTAL_RANK ? 'total' : 'delta',
  }
}

/** For each slot the field that fills it best. */
function chooseFields(
  fields: readonly TemplateField[],
): ({ index: number; rank: number } | undefined)[] {
  const chosen = new Array<{ index: number; rank: number } | undefined>(SLOT_COUNT).fill(undefined)
  fields.forEach(({ key, length }, index) => {
    const choice = findSlot(key)
    if (!choice) return
    const { slot, rank, kind } = choice
    if (length !== VARIABLE_LENGTH && !isSizeOf(kind, length)) return
    const rival = chosen[slot]
    if (!rival || rank < rival.rank) chosen[slot] = { index, rank }
  })
  return chosen
}

/** Whether the record that was located last names somebody; of fixed lengths they all do, or none does. */
export function namesSomebody(layout: Layout): boolean {
  if (!layout.steps || !layout.namesSomebody) return layout.namesSomebody
  return NAMING.some((name) => (layout.places[SLOT[name]] as number) >= 0) // every slot has a place
}

/**
 * Finds the places of a record with variable lengths that begins at `at`; its octets, or -1 when it overruns `end`.
 * Of a layout without steps there is nothing to find.
 */
export function locateRecord(layout: Layout, bytes: Uint8Array, at: number, end: number): number {
  const { steps, recordOctets } = layout
  if (!steps) return at + recordOctets <= end ? recordOctets : -1
  let next = at
  for (let i = 0; i < steps.length; i += 2) {
    const slot = steps[i] as number // even and odd places both exist below the length
    let length = steps[i + 1] as number // the same
    if (length === VARIABLE_LENGTH) {
      const prefix = prefixAt(bytes, next, end)
      if (prefix < 0) return -1
      length = prefix & 0xffff
      next += prefix >> 16
    }
    if (next + length > end) return -1
    if (slot >= 0) place(layout, slot, next - at, length)
    next += length
  }
  return next - at
}

/** The length that a record carries itself, and in the upper half how many octets say so; -1 when it is cut short. */
function prefixAt(bytes: Uint8Array, at: number, end: number): number {
  if (at >= end) return -1
  const short = octetAt(bytes, at)
  if (short < 255) return 0x10000 | short
  return at + 3 > end ? -1 : 0x30000 | uint16At(bytes, at + 1)
}

function place({ places, kinds }: Layout, slot: number, offset: number, length: number): void {
  const kind = kinds[slot]
  places[slot] = kind && isSizeOf(kind, length) ? offset * 256 + length : -1
}
