import { sql } from 'kysely'
import type { Context } from '#platform/context'

export type AssignmentRow = {
  accountId: number
  tariffId: number
  from: Temporal.PlainDate
  until: Temporal.PlainDate | null
  author: string
}

export async function selectAssignments(
  ctx: Context,
  accountIds: readonly number[],
): Promise<AssignmentRow[]> {
  const { rows } = await sql<AssignmentRow>`
    select account_id as "accountId", tariff_id as "tariffId", lower(valid) as "from",
      upper(valid) as until, author
    from accounts.tariff_assignments
    where account_id = any(${[...accountIds]}::int[])
    order by account_id, valid`.execute(ctx.tx)
  return rows
}

/** From a day on the account has this tariff; what was assigned from that day on is dropped. */
export async function assignFrom(
  ctx: Context,
  { accountId, tariffId, from }: { accountId: number; tariffId: number; from: Temporal.PlainDate },
): Promise<void> {
  await endAssignments(ctx, accountId, from)
  await sql`
    insert into accounts.tariff_assignments (account_id, tariff_id, valid, author, assigned_at)
    values (${accountId}, ${tariffId}, daterange(${from}::date, null), ${ctx.actor.name},
      ${ctx.now()})`.execute(ctx.tx)
}

/** From a day on the account has no tariff. */
export async function endAssignments(
  ctx: Context,
  accountId: number,
  day: Temporal.PlainDate,
): Promise<void> {
  await sql`
    delete from accounts.tariff_assignments
    where account_id = ${accountId} and lower(valid) >= ${day}::date`.execute(ctx.tx)
  await sql`
    update accounts.tariff_assignments
    set valid = daterange(lower(valid), ${day}::date)
    where account_id = ${accountId} and (upper(valid) is null or upper(valid) > ${day}::date)`.execute(
    ctx.tx,
  )
}

/** Forgets a change that has not begun; the tariff before it goes on. */
export async function dropPlanned(
  ctx: Context,
  accountId: number,
  today: Temporal.PlainDate,
): Promise<void> {
  await sql`
    delete from accounts.tariff_assignments
    where account_id = ${accountId} and lower(valid) > ${today}::date`.execute(ctx.tx)
  await sql`
    update accounts.tariff_assignments
    set valid = daterange(lower(valid), null)
    where account_id = ${accountId} and valid @> ${today}::date`.execute(ctx.tx)
}

/** Accounts whose tariff is this one on a day, in the order of their ids. */
export async function selectAccountIdsOnTariff(
  ctx: Context,
  tariffId: number,
  day: Temporal.PlainDate,
): Promise<number[]> {
  const { rows } = await sql<{ account_id: number }>`
    select account_id
    from accounts.tariff_assignments
    where tariff_id = ${tariffId} and valid @> ${day}::date
    order by account_id`.execute(ctx.tx)
  return rows.map(({ account_id }) => account_id)
}

/** Accounts whose tariff changes on exactly this day. */
export async function selectAccountIdsChanging(
  ctx: Context,
  day: Temporal.PlainDate,
): Promise<number[]> {
  const { rows } = await sql<{ account_id: number }>`
    select account_id
    from accounts.tariff_assignments
    where lower(valid) = ${day}::date
    order by account_id`.execute(ctx.tx)
  return rows.map(({ account_id }) => account_id)
}
