import type { HeldAddress, ReservedAddresses, Segment } from '@altyn/contract/network/segments'
import { addressesOf, toNumber } from './network-span.ts'

export const ADDRESS_STATES = [
  'free',
  'live',
  'leased',
  'fixed',
  'reserved',
  'excluded',
  'gateway',
  'unusable',
] as const
export type AddressState = (typeof ADDRESS_STATES)[number]
export type AddressCell = { address: string; state: AddressState; login: string }

/** The largest network that is drawn address by address. */
export const PICTURE_MAX = 256
const SHARED_MIN = 4

/** Every address of a small IPv4 network with its state; empty for a larger one. */
export function addressCells(
  segment: Pick<Segment, 'network' | 'gateway'>,
  held: readonly HeldAddress[],
  reserved: readonly ReservedAddresses[],
): AddressCell[] {
  const addresses = addressesOf(segment.network, PICTURE_MAX)
  const holders = new Map(held.map((row) => [row.address, row]))
  const isShared = addresses.length >= SHARED_MIN
  return addresses.map((address, place) => {
    const holder = holders.get(address)
    const login = holder?.login ?? ''
    const isEnd = isShared && (place === 0 || place === addresses.length - 1)
    if (holder) return { address, state: heldState(holder), login }
    if (address === segment.gateway) return { address, state: 'gateway', login }
    const range = reserved.find((row) => isWithin(address, row))
    return { address, state: range?.reason ?? (isEnd ? 'unusable' : 'free'), login }
  })
}

/** How many addresses are in each state, those that do not occur left out. */
export function countStates(
  cells: readonly AddressCell[],
): { state: AddressState; count: number }[] {
  return ADDRESS_STATES.map((state) => ({
    state,
    count: cells.filter((cell) => cell.state === state).length,
  })).filter(({ count }) => count > 0)
}

/** The state of an address that somebody has: a live session says most. */
export function heldState(holder: HeldAddress): 'live' | 'fixed' | 'leased' {
  if (holder.isLive) return 'live'
  return holder.isFixed ? 'fixed' : 'leased'
}

function isWithin(address: string, { first, last }: ReservedAddresses): boolean {
  const number = toNumber(address)
  return number >= toNumber(first) && number <= toNumber(last)
}
