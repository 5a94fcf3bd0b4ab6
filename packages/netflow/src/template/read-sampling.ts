import { type Rate, rateOf, rateOfPart, rateOfProbability } from '../exporter/samplings.ts'
import { uintAt } from '../octets.ts'
import { SLOT } from './field-slots.ts'
import type { Layout } from './layout.ts'

/**
 * The sampling rate that a record tells itself, or undefined: NetFlow v9 as an interval, IPFIX as packets taken and
 * passed over, as a part of a population, or as a probability (RFC 5477 §8.2).
 */
export function readRate(bytes: Uint8Array, at: number, layout: Layout): Rate | undefined {
  const { places } = layout
  const interval = placeOf(places, SLOT.samplingInterval)
  if (interval >= 0) return rateOf(valueAt(bytes, at, interval))
  const taken = placeOf(places, SLOT.sampledPackets)
  if (taken >= 0) return countedRate(bytes, at, taken, placeOf(places, SLOT.skippedPackets))
  const size = placeOf(places, SLOT.samplingSize)
  const population = placeOf(places, SLOT.samplingPopulation)
  if (size >= 0 && population >= 0) {
    return rateOfPart(valueAt(bytes, at, size), valueAt(bytes, at, population))
  }
  const probability = placeOf(places, SLOT.samplingProbability)
  return probability < 0 ? undefined : rateOfProbability(floatAt(bytes, at, probability))
}

/** Without the number of those passed over, none was. */
function countedRate(
  bytes: Uint8Array,
  at: number,
  takenPlace: number,
  skippedPlace: number,
): Rate | undefined {
  const taken = valueAt(bytes, at, takenPlace)
  const skipped = skippedPlace < 0 ? 0 : valueAt(bytes, at, skippedPlace)
  return rateOfPart(taken, taken + skipped)
}

function placeOf(places: Int32Array, slot: number): number {
  return places[slot] as number // every slot has a place
}

function valueAt(bytes: Uint8Array, at: number, place: number): number {
  return uintAt(bytes, at + (place >> 8), place & 255)
}

function floatAt(bytes: Uint8Array, at: number, place: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at + (place >> 8), place & 255)
  return (place & 255) === 4 ? view.getFloat32(0) : view.getFloat64(0)
}
