import { sql } from 'kysely'
import type { Context } from '#platform/context'
import type { BlockKind } from './rules/state.ts'

export type BlockRow = {
  id: number
  accountId: number
  kind: BlockKind
  from: Temporal.Instant
  until: Temporal.Instant | null
  reason: string
  author: string
  liftedBy: string | null
  liftReason: string | null
}

const BLOCK = sql`
  id, account_id as "accountId", kind, lower(valid) as "from", upper(valid) as until, reason,
  author, lifted_by as "liftedBy", lift_reason as "liftReason"`

export async function selectBlocks(
  ctx: Context,
  accountIds: readonly number[],
  filter: { isOpen?: boolean; since?: Temporal.Instant } = {},
): Promise<BlockRow[]> {
  const { rows } = await sql<BlockRow>`
    select ${BLOCK}
    from accounts.blocks
    where account_id = any(${[...accountIds]}::int[])
      and ${filter.isOpen ? sql`valid @> ${ctx.now()}::timestamptz` : sql`true`}
      and ${
        filter.since ? sql`coalesce(upper(valid) > ${filter.since}::timestamptz, true)` : sql`true`
      }
    order by account_id, lower(valid) desc, id desc`.execute(ctx.tx)
  return rows
}

/** Begins blocks where none of the kind is open; never before the last one of the kind ended. */
export async function insertBlocks(
  ctx: Context,
  accountIds: readonly number[],
  block: { kind: BlockKind; from: Temporal.Instant; reason: string },
): Promise<BlockRow[]> {
  const { rows } = await sql<BlockRow>`
    insert into accounts.blocks (account_id, kind, valid, reason, author)
    select a.id, ${block.kind}, tstzrange(greatest(${block.from}::timestamptz, max(upper(b.valid))), null),
      ${block.reason}, ${ctx.actor.name}
    from accounts.accounts a
    left join accounts.blocks b on b.account_id = a.id and b.kind = ${block.kind}
    where a.id = any(${[...accountIds]}::int[]) and a.closed_at is null
    group by a.id
    having bool_and(upper(b.valid) is not null) is not false
      or count(b.id) = 0
    order by a.id
    returning ${BLOCK}`.execute(ctx.tx)
  return rows
}

/** Ends the open blocks of a kind now. A block lasts a microsecond at least. */
export async function endBlocks(
  ctx: Context,
  accountIds: readonly number[],
  lift: { kind: BlockKind; reason: string },
): Promise<BlockRow[]> {
  const { rows } = await sql<BlockRow>`
    update accounts.blocks
    set valid = tstzrange(lower(valid), greatest(${ctx.now()}::timestamptz,
        lower(valid) + interval '1 microsecond')),
      lifted_by = ${ctx.actor.name}, lift_reason = ${lift.reason}
    where account_id = any(${[...accountIds]}::int[]) and kind = ${lift.kind}
      and upper(valid) is null
    returning ${BLOCK}`.execute(ctx.tx)
  return rows
}
