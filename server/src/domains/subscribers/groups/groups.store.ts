import { sql } from 'kysely'
import type { Context } from '#platform/context'

/** Which of these groups there are, archived ones among them. */
export async function selectGroupIds(ctx: Context, ids: readonly number[]): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from subscribers.groups where id = any(${[...ids]}::int[])`.execute(ctx.tx)
  return rows.map(({ id }) => id)
}

export type MemberRow = {
  contractId: number
  number: string
  subscriberId: number
  subscriberName: string
  addedAt: Temporal.Instant
  author: string
}

/** The contracts of a group by their numbers, after one of them. */
export async function selectMembers(
  ctx: Context,
  groupId: number,
  { after, limit }: { after: readonly string[] | undefined; limit: number },
): Promise<MemberRow[]> {
  const [number, id] = after ?? []
  const { rows } = await sql<MemberRow>`
    select m.contract_id as "contractId", c.number, s.id as "subscriberId",
      s.name as "subscriberName", m.added_at as "addedAt", m.author
    from subscribers.group_members m
    join subscribers.contracts c on c.id = m.contract_id
    join subscribers.subscribers s on s.id = c.subscriber_id
    where m.group_id = ${groupId}
      and ${
        number === undefined
          ? sql`true`
          : sql`(lower(c.number), c.id) > (lower(${number}), ${id}::int)`
      }
    order by lower(c.number), c.id
    limit ${limit}`.execute(ctx.tx)
  return rows
}

export type GroupOfContract = { contractId: number; id: number; name: string; isArchived: boolean }

/** The groups that contracts are in, each contract's by their names. */
export async function selectGroupsOf(
  ctx: Context,
  contractIds: readonly number[],
): Promise<GroupOfContract[]> {
  const { rows } = await sql<GroupOfContract>`
    select m.contract_id as "contractId", g.id, g.name, g.archived_at is not null as "isArchived"
    from subscribers.group_members m
    join subscribers.groups g on g.id = m.group_id
    where m.contract_id = any(${[...contractIds]}::int[])
    order by m.contract_id, lower(g.name), g.id`.execute(ctx.tx)
  return rows
}

/** Contracts by their numbers with any operator, letter case ignored. */
export async function selectIdsByNumber(
  ctx: Context,
  numbers: readonly string[],
): Promise<{ id: number; number: string }[]> {
  const { rows } = await sql<{ id: number; number: string }>`
    select id, lower(number) as number
    from subscribers.contracts
    where lower(number) = any(${numbers.map((number) => number.toLowerCase())}::text[])`.execute(
    ctx.tx,
  )
  return rows
}
