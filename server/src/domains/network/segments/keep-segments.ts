import type { Context } from '#platform/context'
import { violates } from '#platform/database-errors'
import { tell } from '#platform/outbox'
import { Refusal, refuseField } from '#platform/refusal'
import { isInside, parseNetwork } from '../rules/network.ts'
import { faultOf } from '../rules/segment.ts'
import { tellMoved } from './lease-address.ts'
import { deleteLeases, deleteLeasesOutside, selectLeaseHolders } from './leases.store.ts'
import { deleteReservedOf, selectReserved } from './reserved.store.ts'
import {
  deleteSegment,
  insertSegment,
  lockSegments,
  type SegmentForm,
  type SegmentRow,
  selectForeignNas,
  selectNestingFault,
  selectSegments,
  updateSegment,
} from './segments.store.ts'

/**
 * Adds a segment. Segments that give addresses never overlap; any may lie in a container. Refuses
 * what the rules of `rules/segment.ts` refuse, naming the field.
 */
export async function addSegment(
  ctx: Context,
  form: Omit<SegmentForm, 'isDynamic'> & { isDynamic?: boolean },
): Promise<SegmentRow> {
  const isOfGuests = form.purpose === 'guest' && form.kind === 'ipv4'
  const isGiving = !form.isContainer && (form.purpose === 'subscribers' || isOfGuests)
  const segment = { ...form, isDynamic: form.isDynamic ?? isGiving }
  await lockSegments(ctx)
  await refuseFaults(ctx, { ...segment, id: 0 })
  try {
    const id = await insertSegment(ctx, segment)
    await tell(ctx, 'network.segments-changed', { segmentId: id })
    return await getSegment(ctx, id)
  } catch (error) {
    throw explained(error)
  }
}

export type SegmentEdit = Partial<Omit<SegmentForm, 'agentId' | 'kind'>>

/**
 * Changes a segment of this version. Leases that it does not give any more are given up and their
 * holders get others at the next sign-in; reserved ranges must stay inside.
 */
export async function changeSegment(
  ctx: Context,
  { id, version, change }: { id: number; version: number; change: SegmentEdit },
): Promise<SegmentRow> {
  await lockSegments(ctx)
  const before = await getSegment(ctx, id)
  const form: SegmentForm = { ...before, ...withoutGaps(change) }
  await refuseFaults(ctx, { ...form, id })
  await refuseReservedOutside(ctx, { ...form, id })
  const { moved, isCountedAnew } = await giveUpLeases(ctx, { id, before, form })
  try {
    const isChanged = await updateSegment(ctx, { id, version, form, isCountedAnew })
    if (!isChanged) throw new Refusal('platform.version-mismatch')
  } catch (error) {
    throw explained(error)
  }
  await tellMoved(ctx, moved)
  await tell(ctx, 'network.segments-changed', { segmentId: id })
  return getSegment(ctx, id)
}

/** Removes a segment with its reserved ranges. Live sessions keep their addresses until they end. */
export async function removeSegment(ctx: Context, id: number): Promise<void> {
  await lockSegments(ctx)
  const holders = await deleteLeases(ctx, id)
  await deleteReservedOf(ctx, id)
  if (!(await deleteSegment(ctx, id))) throw new Refusal('network.segment.not-found', { id })
  await tellMoved(ctx, holders)
  await tell(ctx, 'network.segments-changed', { segmentId: id })
}

export async function getSegment(ctx: Context, id: number): Promise<SegmentRow> {
  const segment = (await selectSegments(ctx)).find((row) => row.id === id)
  if (!segment) throw new Refusal('network.segment.not-found', { id })
  return segment
}

function withoutGaps(change: SegmentEdit): SegmentEdit {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
}

async function refuseFaults(ctx: Context, form: SegmentForm & { id: number }): Promise<void> {
  const fault = faultOf(form)
  if (fault) throw refuseField(fault.code, fault.field)
  const nesting = await selectNestingFault(ctx, form)
  if (nesting) {
    const code = form.isContainer ? 'network.container-inside' : 'network.overlaps-container'
    throw refuseField(code, 'network', nesting)
  }
  const [foreign] = await selectForeignNas(ctx, form)
  if (foreign !== undefined) throw refuseField('network.unknown-nas', 'nasIds', { id: foreign })
}

async function refuseReservedOutside(
  ctx: Context,
  form: SegmentForm & { id: number },
): Promise<void> {
  const network = parseNetwork(form.network)
  const outside = (await selectReserved(ctx, { segmentId: form.id })).find(
    ({ first, last }) => form.isContainer || !isInside(first, network) || !isInside(last, network),
  )
  if (!outside) return
  const field = form.isContainer ? 'isContainer' : 'network'
  const { first, last } = outside
  throw refuseField('network.reserved-outside', field, { first, last })
}

type SegmentStep = { id: number; before: SegmentForm; form: SegmentForm }

/**
 * Ends what the segment does not give any more; says whose addresses may be others from now on, and
 * whether units are counted from the first one again.
 */
async function giveUpLeases(
  ctx: Context,
  { id, before, form }: SegmentStep,
): Promise<{ moved: number[]; isCountedAnew: boolean }> {
  const givesOthers =
    !form.isDynamic ||
    form.purpose !== before.purpose ||
    form.delegatedLength !== before.delegatedLength
  if (givesOthers) return { moved: await deleteLeases(ctx, id), isCountedAnew: true }
  const { first, length } = parseNetwork(form.network)
  const isMoved =
    first !== parseNetwork(before.network).first || length !== parseNetwork(before.network).length
  const moved = isMoved ? await deleteLeasesOutside(ctx, id, form.network) : []
  if (form.gateway !== null && form.gateway !== before.gateway) {
    const range = { first: form.gateway, last: form.gateway }
    moved.push(...(await deleteLeases(ctx, id, range)))
  }
  const hasNewScope = String(form.nasIds) !== String(before.nasIds)
  if (hasNewScope) moved.push(...(await selectLeaseHolders(ctx, id)))
  return { moved, isCountedAnew: isMoved }
}

/** What the database's own guards mean to the person at the form. */
function explained(error: unknown): unknown {
  if (violates(error, 'segments_network_excl', 'segments_by_container')) {
    return refuseField('network.overlaps', 'network')
  }
  if (violates(error, 'segments_agent_id_fkey'))
    return refuseField('network.unknown-agent', 'agentId')
  if (violates(error, 'claims_excl')) return refuseField('network.gateway-taken', 'gateway')
  return error
}
