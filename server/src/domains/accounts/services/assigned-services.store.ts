import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context'
import type { Boost } from './boosts.store.ts'

/** Paid in parts: the first payment at once, the rest in so many monthly ones. */
export type InstalmentPlan = { firstMinor: bigint; parts: number }
export type ServiceOrder = {
  accountId: number
  serviceId: number
  quantity: number
  from: Temporal.PlainDate
  until: Temporal.PlainDate | null
  plan: InstalmentPlan | null
  comment: string
}
export type AssignedServiceRow = Omit<ServiceOrder, 'plan'> & {
  id: number
  contractId: number
  firstMinor: bigint | null
  parts: number | null
  repaidOn: Temporal.PlainDate | null
  author: string
  assignedAt: Temporal.Instant
  endedBy: string | null
  cancelledAt: Temporal.Instant | null
  cancelledBy: string | null
  /** From when to when it is a turbo. */
  boostedFrom: Temporal.Instant | null
  boostedUntil: Temporal.Instant | null
  version: number
}

async function select(ctx: Context, where: RawBuilder<unknown>): Promise<AssignedServiceRow[]> {
  const { rows } = await sql<AssignedServiceRow>`
    select s.id, s.account_id as "accountId", a.contract_id as "contractId",
      s.service_id as "serviceId", s.quantity, lower(s.valid) as "from", upper(s.valid) as until,
      s.first_payment_minor as "firstMinor", s.instalments as parts, s.repaid_on as "repaidOn",
      s.comment, s.author, s.assigned_at as "assignedAt", s.ended_by as "endedBy",
      s.cancelled_at as "cancelledAt", s.cancelled_by as "cancelledBy",
      lower(s.boosted) as "boostedFrom", upper(s.boosted) as "boostedUntil", s.version
    from accounts.services s
    join accounts.accounts a on a.id = s.account_id
    where ${where}
    order by s.account_id, lower(s.valid) desc, s.id desc`.execute(ctx.tx)
  return rows
}

/** Services that accounts have or had, the latest first. */
export function selectAssignedServices(
  ctx: Context,
  accountIds: readonly number[],
): Promise<AssignedServiceRow[]> {
  return select(ctx, sql`s.account_id = any(${[...accountIds]}::int[])`)
}

/** Contracts whose accounts have or had a service, in the order of their ids. */
export async function selectContractIdsWithService(
  ctx: Context,
  serviceId: number,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select distinct a.contract_id as id
    from accounts.services s
    join accounts.accounts a on a.id = s.account_id
    where s.service_id = ${serviceId} and s.cancelled_at is null
    order by id`.execute(ctx.tx)
  return rows.map(({ id }) => id)
}

/** Accounts for which one of some services begins or ends on a day, a turbo since a moment, in the order of their ids. */
export async function selectAccountIdsTurning(
  ctx: Context,
  serviceIds: readonly number[],
  { day, since }: { day: Temporal.PlainDate; since: Temporal.Instant },
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select distinct account_id as id
    from accounts.services
    where service_id = any(${[...serviceIds]}::int[]) and cancelled_at is null
      and (lower(valid) = ${day}::date or upper(valid) = ${day}::date
        or upper(boosted) > ${since})
    order by id`.execute(ctx.tx)
  return rows.map(({ id }) => id)
}

export async function findAssignedService(
  ctx: Context,
  id: number,
): Promise<AssignedServiceRow | undefined> {
  return (await select(ctx, sql`s.id = ${id}`))[0]
}

/** Assigns a service, with the turbo that it is, if it is one. */
export async function insertAssignedService(
  ctx: Context,
  order: ServiceOrder,
  boost: Omit<Boost, 'accountId' | 'serviceId'> | null,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into accounts.services (account_id, service_id, quantity, valid, first_payment_minor,
      instalments, comment, author, assigned_at, boosted, boost_down_kbps, boost_up_kbps)
    values (${order.accountId}, ${order.serviceId}, ${order.quantity},
      daterange(${order.from}::date, ${order.until}::date), ${order.plan?.firstMinor ?? null},
      ${order.plan?.parts ?? null}, ${order.comment}, ${ctx.actor.name}, ${ctx.now()},
      ${boost ? sql`tstzrange(${boost.from}, ${boost.until})` : null},
      ${boost?.downKbps ?? null}, ${boost?.upKbps ?? null})
    returning id`.execute(ctx.tx)
  return rows[0]?.id ?? 0
}

type Key = { id: number; version: number }

async function update(ctx: Context, { id, version }: Key, set: RawBuilder<unknown>) {
  const { numAffectedRows } = await sql`
    update accounts.services
    set ${set}, version = version + 1
    where id = ${id} and version = ${version} and cancelled_at is null`.execute(ctx.tx)
  return numAffectedRows === 1n
}

/** Ends a service before a day, or lets it go on; false when it is not of this version any more. */
export function updateServiceEnd(
  ctx: Context,
  key: Key,
  until: Temporal.PlainDate | null,
): Promise<boolean> {
  const author = until === null ? null : ctx.actor.name
  return update(
    ctx,
    key,
    sql`valid = daterange(lower(valid), ${until}::date), ended_by = ${author}`,
  )
}

export function updateServiceCancelled(ctx: Context, key: Key): Promise<boolean> {
  return update(ctx, key, sql`cancelled_at = ${ctx.now()}, cancelled_by = ${ctx.actor.name}`)
}

export function updateServiceRepaid(
  ctx: Context,
  key: Key,
  day: Temporal.PlainDate,
): Promise<boolean> {
  return update(ctx, key, sql`repaid_on = ${day}::date`)
}
