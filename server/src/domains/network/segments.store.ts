import { sql } from 'kysely'
import type { Context } from '#platform/context'

export type SegmentRow = {
  id: number
  agentId: number
  name: string
  network: string
  nextOffset: bigint
  leasedCount: number
  version: number
}

export async function selectSegments(ctx: Context): Promise<SegmentRow[]> {
  const { rows } = await sql<SegmentRow>`
    select s.id, s.agent_id as "agentId", s.name, s.network::text as network,
      s.next_offset as "nextOffset", s.version,
      (select count(*)::int from network.leases l where l.segment_id = s.id) as "leasedCount"
    from network.segments s
    order by s.network`.execute(ctx.tx)
  return rows
}

export async function insertSegment(
  ctx: Context,
  segment: { agentId: number; name: string; network: string },
): Promise<number> {
  const { id } = await ctx.tx
    .insertInto('network.segments')
    .values({ agent_id: segment.agentId, name: segment.name, network: segment.network })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function deleteSegment(ctx: Context, id: number): Promise<boolean> {
  await ctx.tx.deleteFrom('network.leases').where('segment_id', '=', id).execute()
  const { numDeletedRows } = await ctx.tx
    .deleteFrom('network.segments')
    .where('id', '=', id)
    .executeTakeFirst()
  return numDeletedRows === 1n
}
