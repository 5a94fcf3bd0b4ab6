import type { Context } from '#platform/context'
import { violates } from '#platform/database-errors'
import { invariant } from '#platform/invariant'
import { Refusal, refuseField } from '#platform/refusal'
import { addressToNumber, isInside, parseNetwork } from '../rules/network.ts'
import { getSegment } from './keep-segments.ts'
import { tellMoved } from './lease-address.ts'
import { deleteLeases } from './leases.store.ts'
import {
  deleteReserved,
  insertReserved,
  type ReservedForm,
  type ReservedRow,
  selectFixedWithin,
  selectReserved,
} from './reserved.store.ts'

/**
 * Holds a range of a segment back from now on: nobody gets an address of it. Leases in it are given
 * up, a live session keeps its address until it ends. An empty `last` means the one address alone.
 * Refuses a range that leaves the segment, overlaps another, or holds a fixed address.
 */
export async function reserveAddresses(ctx: Context, form: ReservedForm): Promise<ReservedRow> {
  const segment = await getSegment(ctx, form.segmentId)
  const range = { ...form, last: form.last || form.first }
  if (segment.isContainer) throw refuseField('network.container-reserves-nothing', 'first')
  const network = parseNetwork(segment.network)
  for (const field of ['first', 'last'] as const) {
    if (!isInside(range[field], network)) {
      throw refuseField('network.range-outside', field, { network: segment.network })
    }
  }
  if (addressToNumber(range.last) < addressToNumber(range.first)) {
    throw refuseField('network.range-backwards', 'last')
  }
  const fixed = await selectFixedWithin(ctx, range)
  if (fixed) throw refuseField('network.range-fixed', 'first', fixed)
  const holders = await deleteLeases(ctx, segment.id, range)
  try {
    const id = await insertReserved(ctx, range)
    await tellMoved(ctx, holders)
    const [row] = await selectReserved(ctx, { id })
    invariant(row, 'a range that was written can be read')
    return row
  } catch (error) {
    throw explained(error)
  }
}

/** Gives a range free again: leases and fixed addresses may use it at once. */
export async function releaseReserved(ctx: Context, id: number): Promise<void> {
  if (!(await deleteReserved(ctx, id))) throw new Refusal('network.reserved.not-found', { id })
}

function explained(error: unknown): unknown {
  if (violates(error, 'reserved_addresses_excl'))
    return refuseField('network.range-overlaps', 'first')
  if (violates(error, 'claims_excl')) return refuseField('network.range-fixed', 'first')
  return error
}
