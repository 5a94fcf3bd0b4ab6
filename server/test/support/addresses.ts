import { addSegment, PLAIN_SEGMENT } from '../../src/domains/network/index.ts'
import { reserveAddresses } from '../../src/domains/network/segments/reserve-addresses.ts'
import type { SegmentForm } from '../../src/domains/network/segments/segments.store.ts'
import { openHouse, type TestHouse } from './house.ts'

const START = '2026-04-01T09:00:00+03:00'

/** A provider with so many accounts, of the ids 1, 2, 3… */
export async function openWith(
  t: { after(close: () => Promise<void>): void },
  accounts: number,
): Promise<TestHouse> {
  const house = await openHouse(t, START)
  const tariffId = await house.tariff('Интернет', { feeMinor: 0n, blockPolicy: 'none' })
  for (let number = 1; number <= accounts; number += 1) {
    await house.connect({ login: `u${number}`, tariffId })
  }
  return house
}

/** Adds a segment of the first agent. */
export function segment(house: TestHouse, form: Partial<SegmentForm> & { network: string }) {
  return house.deed((ctx) =>
    addSegment(ctx, { ...PLAIN_SEGMENT, agentId: 1, name: form.network, ...form }),
  )
}

/** Holds a range of a segment back; without a last one the address alone. */
export const reserve = (house: TestHouse, segmentId: number, first: string, last = '') =>
  house.deed((ctx) =>
    reserveAddresses(ctx, { segmentId, first, last, reason: 'reserved', note: '' }),
  )

/** Whom the house has told that their addresses may be others now. */
export async function movedAccounts(house: TestHouse): Promise<number[]> {
  const { rows } = await house.database.pool.query<{ ids: number[] }>(
    `select payload -> 'accountIds' as ids from platform.events where name = 'network.lease-moved'
    order by id`,
  )
  return rows.flatMap(({ ids }) => ids)
}
