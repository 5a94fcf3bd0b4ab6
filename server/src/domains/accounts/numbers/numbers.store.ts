import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context'

/** Numbers as digits without signs; the same number twice is one number. */
export type NumberRow = {
  id: number
  accountId: number
  first: string
  last: string
  from: Temporal.PlainDate
  until: Temporal.PlainDate | null
  author: string
}

async function select(ctx: Context, where: RawBuilder<unknown>): Promise<NumberRow[]> {
  const { rows } = await sql<NumberRow>`
    select id, account_id as "accountId", lower(numbers)::text as first,
      (upper(numbers) - 1)::text as last, lower(valid) as "from", upper(valid) as until, author
    from accounts.numbers
    where not isempty(valid) and ${where}
    order by account_id, upper(valid) is not null, numbers, valid`.execute(ctx.tx)
  return rows
}

export function selectNumbers(ctx: Context, accountIds: readonly number[]): Promise<NumberRow[]> {
  return select(ctx, sql`account_id = any(${[...accountIds]}::int[])`)
}

export async function findNumber(ctx: Context, id: number): Promise<NumberRow | undefined> {
  return (await select(ctx, sql`id = ${id}`))[0]
}

type NewNumber = { accountId: number; first: string; last: string; from: Temporal.PlainDate }

/** Whoever has one of the numbers on some day from the first one on. */
export async function findHolder(ctx: Context, wanted: NewNumber): Promise<NumberRow | undefined> {
  const { first, last, from } = wanted
  const overlap = sql`numbers && int8range(${first}::bigint, ${last}::bigint, '[]')
    and valid && daterange(${from}::date, null)`
  return (await select(ctx, overlap))[0]
}

export async function insertNumber(ctx: Context, given: NewNumber): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into accounts.numbers (account_id, numbers, valid, author, given_at)
    values (${given.accountId}, int8range(${given.first}::bigint, ${given.last}::bigint, '[]'),
      daterange(${given.from}::date, null), ${ctx.actor.name}, ${ctx.now()})
    returning id`.execute(ctx.tx)
  return rows[0]?.id ?? 0
}

export async function updateNumberEnd(
  ctx: Context,
  { id, until }: { id: number; until: Temporal.PlainDate },
): Promise<void> {
  await sql`
    update accounts.numbers
    set valid = daterange(lower(valid), greatest(${until}::date, lower(valid)))
    where id = ${id}`.execute(ctx.tx)
}

/** An account that is closed has no numbers from a day on. */
export async function endNumbersOf(
  ctx: Context,
  accountId: number,
  until: Temporal.PlainDate,
): Promise<void> {
  await sql`
    update accounts.numbers
    set valid = daterange(lower(valid), greatest(${until}::date, lower(valid)))
    where account_id = ${accountId} and (upper(valid) is null or upper(valid) > ${until}::date)`.execute(
    ctx.tx,
  )
}

/** Days since 1970-01-01, half-open; numbers as plain numbers, at most 15 digits. */
export type NumberOwner = {
  accountId: number
  contractId: number
  first: number
  last: number
  from: number
  until: number | null
}

/** Whose these numbers are or were, over all days. */
export async function selectNumberOwners(
  ctx: Context,
  numbers: readonly number[],
): Promise<NumberOwner[]> {
  const { rows } = await sql<NumberOwner>`
    select n.account_id as "accountId", a.contract_id as "contractId",
      lower(n.numbers)::float8 as first, (upper(n.numbers) - 1)::float8 as last,
      lower(n.valid) - date '1970-01-01' as "from", upper(n.valid) - date '1970-01-01' as until
    from accounts.numbers n
    join accounts.accounts a on a.id = n.account_id
    where not isempty(n.valid)
      -- Single numbers by their own index; ranges are few, and all of them are looked at.
      and (lower(n.numbers) = any(${[...numbers]}::bigint[])
        or upper(n.numbers) - lower(n.numbers) > 1)`.execute(ctx.tx)
  return rows
}
