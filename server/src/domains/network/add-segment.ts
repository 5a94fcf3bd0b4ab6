import type { Context } from '#platform/context'
import { violates } from '#platform/database-errors'
import { Refusal, refuseField } from '#platform/refusal'
import { isAligned, usableCount } from './rules/network.ts'
import { deleteSegment, insertSegment, type SegmentRow, selectSegments } from './segments.store.ts'

/** Adds a network that addresses are given from. Networks never overlap. */
export async function addSegment(
  ctx: Context,
  form: { agentId: number; name: string; network: string },
): Promise<SegmentRow> {
  if (!isAligned(form.network)) throw refuseField('network.not-a-network', 'network')
  if (usableCount(form.network) === 0) throw refuseField('network.too-small', 'network')
  try {
    const id = await insertSegment(ctx, form)
    return await getSegment(ctx, id)
  } catch (error) {
    if (violates(error, 'segments_network_excl')) throw refuseField('network.overlaps', 'network')
    if (violates(error, 'segments_agent_id_fkey')) {
      throw refuseField('network.unknown-agent', 'agentId')
    }
    throw error
  }
}

/** Removes a network. Live sessions keep their addresses until they end. */
export async function removeSegment(ctx: Context, id: number): Promise<void> {
  if (!(await deleteSegment(ctx, id))) throw new Refusal('network.segment.not-found', { id })
}

async function getSegment(ctx: Context, id: number): Promise<SegmentRow> {
  const segment = (await selectSegments(ctx)).find((row) => row.id === id)
  if (!segment) throw new Refusal('network.segment.not-found', { id })
  return segment
}
