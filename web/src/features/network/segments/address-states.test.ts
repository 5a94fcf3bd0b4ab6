import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { HeldAddress, ReservedAddresses } from '@altyn/contract/network/segments'
import { addressCells, countStates } from './address-states.ts'

const holder = (address: string, is: Partial<HeldAddress>): HeldAddress => ({
  address,
  accountId: 1,
  login: 'anna',
  subscriberId: 1,
  subscriberName: '',
  isFixed: false,
  isLeased: false,
  isLive: false,
  guestStation: null,
  since: '2026-04-01T00:00:00Z',
  ...is,
})
const range: ReservedAddresses = {
  id: 1,
  segmentId: 1,
  first: '10.9.0.5',
  last: '10.9.0.6',
  reason: 'excluded',
  note: '',
  author: '',
  createdAt: '2026-04-01T00:00:00Z',
}

test('the picture of a /29 tells of each address what it is', () => {
  const segment = { network: '10.9.0.0/29', gateway: '10.9.0.1' }
  const held = [
    holder('10.9.0.2', { isLeased: true, isLive: true }),
    holder('10.9.0.3', { isFixed: true }),
  ]
  const cells = addressCells(segment, held, [range])
  const states = [
    'unusable',
    'gateway',
    'live',
    'fixed',
    'free',
    'excluded',
    'excluded',
    'unusable',
  ]
  assert.deepEqual(
    cells.map(({ state }) => state),
    states,
  )
  assert.deepEqual(
    countStates(cells).find(({ state }) => state === 'excluded'),
    { state: 'excluded', count: 2 },
  )
})

test('a network larger than a /24, and one of IPv6, has no picture', () => {
  assert.deepEqual(addressCells({ network: '10.9.0.0/23', gateway: null }, [], []), [])
  assert.deepEqual(addressCells({ network: '2001:db8::/64', gateway: null }, [], []), [])
})
