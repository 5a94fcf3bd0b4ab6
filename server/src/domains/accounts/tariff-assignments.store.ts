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

/**
 * Over a half-open span of days the account has this tariff. Without an end what was assigned from
 * the first day on is dropped; with one, what was assigned after it comes back.
 */
export async function assignOver(
  ctx: Context,
  { accountId, tariffId, from, until }: TariffSpan,
): Promise<void> {
  const after = until ? await tariffOn(ctx, accountId, until) : undefined
  const later = until ? (await selectAssignments(ctx, [accountId])).filter(begins(until)) : []
  await endAssignments(ctx, accountId, from)
  await insertAssignment(ctx, { accountId, tariffId, from, until })
  if (!until || !after) return
  const rest = later.filter((row) => Temporal.PlainDate.compare(row.from, until) > 0)
  await insertAssignment(ctx, {
    accountId,
    tariffId: after.tariffId,
    from: until,
    until: rest[0]?.from ?? after.until,
  })
  for (const row of rest) await insertAssignment(ctx, row)
}

export type TariffSpan = {
  accountId: number
  tariffId: number
  from: Temporal.PlainDate
  until: Temporal.PlainDate | null
}

function begins(day: Temporal.PlainDate) {
  return ({ from }: AssignmentRow) => Temporal.PlainDate.compare(from, day) >= 0
}

async function tariffOn(
  ctx: Context,
  accountId: number,
  day: Temporal.PlainDate,
): Promise<AssignmentRow | undefined> {
  return (await selectAssignments(ctx, [accountId])).find(
    ({ from, until }) =>
      Temporal.PlainDate.compare(from, day) <= 0 &&
      (until === null || Temporal.PlainDate.compare(day, until) < 0),
  )
}

async function insertAssignment(ctx: Context, span: TariffSpan): Promise<void> {
  await sql`
    insert into accounts.tariff_assignments (account_id, tariff_id, valid, author, assigned_at)
    values (${span.accountId}, ${span.tariffId}, daterange(${span.from}::date, ${span.until}::date),
      ${ctx.actor.name}, ${ctx.now()})`.execute(ctx.tx)
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

/** Forgets the change that begins on a day; the tariff before it goes on in its place. */
export async function dropAssignmentFrom(
  ctx: Context,
  accountId: number,
  day: Temporal.PlainDate,
): Promise<boolean> {
  const { rows } = await sql<{ until: Temporal.PlainDate | null }>`
    delete from accounts.tariff_assignments
    where account_id = ${accountId} and lower(valid) = ${day}::date
    returning upper(valid) as until`.execute(ctx.tx)
  const [dropped] = rows
  if (!dropped) return false
  await sql`
    update accounts.tariff_assignments
    set valid = daterange(lower(valid), ${dropped.until}::date)
    where account_id = ${accountId} and upper(valid) = ${day}::date`.execute(ctx.tx)
  return true
}

/** Accounts whose tariff was this one at any time from a day to today, in the order of their ids. */
export async function selectAccountIdsOnTariff(
  ctx: Context,
  tariffId: number,
  { since, today }: { since: Temporal.PlainDate; today: Temporal.PlainDate },
): Promise<number[]> {
  const { rows } = await sql<{ account_id: number }>`
    select distinct account_id
    from accounts.tariff_assignments
    where tariff_id = ${tariffId}
      and valid && daterange(least(${since}::date, ${today}::date), ${today}::date, '[]')
    order by account_id`.execute(ctx.tx)
  return rows.map(({ account_id }) => account_id)
}

/** The next accounts that have one of the tariffs on a day, in the order of their ids. */
export async function selectAccountIdsOnTariffs(
  ctx: Context,
  {
    tariffIds,
    day,
    after,
    limit,
  }: { tariffIds: readonly number[]; day: Temporal.PlainDate; after: number; limit: number },
): Promise<number[]> {
  const { rows } = await sql<{ account_id: number }>`
    select account_id
    from accounts.tariff_assignments
    where tariff_id = any(${[...tariffIds]}::int[]) and account_id > ${after}
      and valid @> ${day}::date
    order by account_id
    limit ${limit}`.execute(ctx.tx)
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
