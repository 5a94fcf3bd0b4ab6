import { sql } from 'kysely'
import type { Context } from '#platform/context'
import { firstUnit, type Pool, type SegmentFacts } from '../rules/segment.ts'

export type SegmentForm = SegmentFacts & {
  agentId: number
  name: string
  nasIds: number[]
  note: string
}
/** A pool of IPv4 addresses for all access servers: what a form need not say. */
export const PLAIN_SEGMENT: Omit<SegmentForm, 'agentId' | 'name' | 'network'> = {
  kind: 'ipv4',
  delegatedLength: null,
  purpose: 'subscribers',
  isContainer: false,
  isDynamic: true,
  gateway: null,
  vlanOuter: null,
  vlanInner: null,
  nasIds: [],
  note: '',
}
export type SegmentRow = SegmentForm & {
  id: number
  parentId: number | null
  /** The number of the unit that is looked at next. */
  nextOffset: bigint
  leasedCount: number
  /** Fixed to an account, and not in its lease as well. */
  fixedCount: number
  version: number
}

export async function selectSegments(ctx: Context): Promise<SegmentRow[]> {
  const { rows } = await sql<SegmentRow>`
    select s.id, s.agent_id as "agentId", s.name, s.network::text as network, s.kind,
      s.delegated_length as "delegatedLength", s.purpose, s.is_container as "isContainer",
      s.is_dynamic as "isDynamic", host(s.gateway) as gateway, s.vlan_outer as "vlanOuter",
      s.vlan_inner as "vlanInner", s.nas_ids as "nasIds", s.note, s.next_offset as "nextOffset",
      s.version,
      (select p.id from network.segments p
        where p.is_container and p.id <> s.id and p.network >>= s.network
        order by masklen(p.network) desc limit 1) as "parentId",
      -- Those that came back are of the beginning of time: the index alone counts the rest.
      (select count(*)::int from network.leases l
        where l.segment_id = s.id and l.used_at > 'epoch') as "leasedCount",
      (select count(*)::int from accounts.addresses a
        where not s.is_container and a.address <<= s.network and upper_inf(a.valid)
          and not exists (select from network.leases l
            where l.address = a.address and l.account_id is not null))
        -- Of a network all units that it touches; what is narrower than a unit takes one.
        + (select (count(distinct network(set_masklen(n.network::inet, s.unit_length)))
              filter (where masklen(n.network) >= s.unit_length)
            + coalesce(sum(2 ^ (s.unit_length - greatest(masklen(n.network), masklen(s.network))))
              filter (where masklen(n.network) < s.unit_length), 0))::float8
          from accounts.networks n
          where not s.is_container and n.network && s.network and upper_inf(n.valid)
            and masklen(n.network) > 0
            and not exists (select from network.leases l
              where l.address = n.network::inet and l.account_id is not null)) as "fixedCount"
    from network.segments s
    order by s.network, s.is_container desc`.execute(ctx.tx)
  return rows
}

export async function selectPools(ctx: Context): Promise<Pool[]> {
  const { rows } = await sql<Pool>`
    select agent_id as "agentId", kind, network::text as network, nas_ids as "nasIds",
      purpose = 'guest' as "isForGuests"
    from network.segments
    where is_dynamic
    order by id`.execute(ctx.tx)
  return rows
}

export type SegmentAround = {
  id: number
  agentId: number
  purpose: SegmentFacts['purpose']
  network: string
  gateway: string | null
  vlanOuter: number | null
  vlanInner: number | null
}

/** The narrowest segment that an IPv4 address lies in. */
export async function findSegmentAround(
  ctx: Context,
  address: string,
): Promise<SegmentAround | undefined> {
  const { rows } = await sql<SegmentAround>`
    select id, agent_id as "agentId", purpose, network::text as network, host(gateway) as gateway,
      vlan_outer as "vlanOuter", vlan_inner as "vlanInner"
    from network.segments
    where not is_container and network >>= ${address}::inet
    order by masklen(network) desc
    limit 1`.execute(ctx.tx)
  return rows[0]
}

/** Segments of one wire: those of the same VLANs, whoever's they are; without VLANs the one alone. */
export async function selectSegmentIdsBeside(
  ctx: Context,
  { id, vlanOuter, vlanInner }: Pick<SegmentAround, 'id' | 'vlanOuter' | 'vlanInner'>,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from network.segments
    where id = ${id} or (not is_container and vlan_outer = ${vlanOuter}::int
      and vlan_inner is not distinct from ${vlanInner}::int)
    order by id`.execute(ctx.tx)
  return rows.map((row) => row.id)
}

/** Changes of segments come one after the other, so that what was looked at stays true. */
export async function lockSegments(ctx: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('network.segments'))`.execute(ctx.tx)
}

export async function insertSegment(ctx: Context, form: SegmentForm): Promise<number> {
  const { id } = await ctx.tx
    .insertInto('network.segments')
    .values({
      ...toColumns(form),
      agent_id: form.agentId,
      kind: form.kind,
      next_offset: firstUnit(form),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Changes the segment if it is still of this version; false when it is not. */
export async function updateSegment(
  ctx: Context,
  {
    id,
    version,
    form,
    isCountedAnew,
  }: { id: number; version: number; form: SegmentForm; isCountedAnew: boolean },
): Promise<boolean> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('network.segments')
    .set({
      ...toColumns(form),
      version: version + 1,
      ...(isCountedAnew && { next_offset: firstUnit(form) }),
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

function toColumns(form: SegmentForm) {
  return {
    name: form.name,
    network: form.network,
    delegated_length: form.delegatedLength,
    purpose: form.purpose,
    is_container: form.isContainer,
    is_dynamic: form.isDynamic,
    gateway: form.gateway,
    vlan_outer: form.vlanOuter,
    vlan_inner: form.vlanInner,
    nas_ids: form.nasIds,
    note: form.note,
  }
}

export async function deleteSegment(ctx: Context, id: number): Promise<boolean> {
  const { numDeletedRows } = await ctx.tx
    .deleteFrom('network.segments')
    .where('id', '=', id)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

/** A segment that gives addresses around a container, or within what is to be one. */
export async function selectNestingFault(
  ctx: Context,
  { id, network, isContainer }: { id: number; network: string; isContainer: boolean },
): Promise<{ name: string; network: string } | undefined> {
  const { rows } = await sql<{ name: string; network: string }>`
    select name, network::text as network
    from network.segments
    where id <> ${id} and is_container <> ${isContainer}::boolean
      and ${isContainer ? sql`network >> ${network}::cidr` : sql`network << ${network}::cidr`}
    limit 1`.execute(ctx.tx)
  return rows[0]
}

/** Which of these access servers an agent does not have. */
export async function selectForeignNas(
  ctx: Context,
  { agentId, nasIds }: { agentId: number; nasIds: readonly number[] },
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select wanted.id
    from unnest(${[...nasIds]}::int[]) wanted (id)
    where not exists (
      select from network.nas n where n.id = wanted.id and n.agent_id = ${agentId}
    )`.execute(ctx.tx)
  return rows.map(({ id }) => id)
}
