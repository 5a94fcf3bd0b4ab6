import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context'

export type EmergencyRow = {
  id: number
  from: Temporal.Instant
  until: Temporal.Instant
  reason: string
  author: string
  endedBy: string | null
  accountsCount: number
}

async function select(ctx: Context, rest: RawBuilder<unknown>): Promise<EmergencyRow[]> {
  const { rows } = await sql<EmergencyRow>`
    select id, lower(valid) as "from", upper(valid) as until, reason, author, ended_by as "endedBy",
      (select count(*)::int from access.leniencies l where l.emergency_id = e.id)
        as "accountsCount"
    from access.emergencies e
    ${rest}`.execute(ctx.tx)
  return rows
}

export function selectEmergencies(ctx: Context, limit: number): Promise<EmergencyRow[]> {
  return select(ctx, sql`order by lower(valid) desc limit ${limit}`)
}

/** The one that goes on at this moment. */
export async function findEmergencyNow(ctx: Context): Promise<EmergencyRow | undefined> {
  return (await select(ctx, sql`where valid @> ${ctx.now()}::timestamptz`))[0]
}

export async function findEmergency(ctx: Context, id: number): Promise<EmergencyRow | undefined> {
  return (await select(ctx, sql`where id = ${id}`))[0]
}

export async function insertEmergency(
  ctx: Context,
  { until, reason }: { until: Temporal.Instant; reason: string },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into access.emergencies (valid, reason, author)
    values (tstzrange(${ctx.now()}::timestamptz, ${until}::timestamptz), ${reason}, ${ctx.actor.name})
    returning id`.execute(ctx.tx)
  return rows[0]?.id ?? 0
}

/** Ends it now; false when it had ended by itself. */
export async function endEmergencyNow(ctx: Context, id: number): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update access.emergencies
    set valid = tstzrange(lower(valid), greatest(${ctx.now()}::timestamptz,
        lower(valid) + interval '1 microsecond')), ended_by = ${ctx.actor.name}
    where id = ${id} and upper(valid) > ${ctx.now()}::timestamptz`.execute(ctx.tx)
  return numAffectedRows === 1n
}

/** Those that are over while their doings are not undone yet. */
export async function selectUnsettled(ctx: Context): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id
    from access.emergencies
    where settled_at is null and upper(valid) <= ${ctx.now()}::timestamptz
    order by id`.execute(ctx.tx)
  return rows.map(({ id }) => id)
}

export async function markSettled(ctx: Context, ids: readonly number[]): Promise<void> {
  await sql`
    update access.emergencies set settled_at = ${ctx.now()}
    where id = any(${[...ids]}::int[])`.execute(ctx.tx)
}

export type Leniency = {
  emergencyId: number
  accountId: number
  contractId: number
  at: Temporal.Instant
}

/** Adds up who was let in without money. */
export async function addLeniencies(ctx: Context, given: readonly Leniency[]): Promise<void> {
  const column = <Value>(read: (leniency: Leniency) => Value) => given.map(read)
  await sql`
    insert into access.leniencies as l (emergency_id, account_id, contract_id, first_at, last_at, times)
    select emergency_id, account_id, max(contract_id), min(at), max(at), count(*)
    from unnest(${column((l) => l.emergencyId)}::int[], ${column((l) => l.accountId)}::int[],
      ${column((l) => l.contractId)}::int[], ${column((l) => l.at.toString())}::timestamptz[]
    ) as i (emergency_id, account_id, contract_id, at)
    group by emergency_id, account_id
    order by emergency_id, account_id
    on conflict (emergency_id, account_id) do update
    set last_at = greatest(l.last_at, excluded.last_at), times = l.times + excluded.times`.execute(
    ctx.tx,
  )
}

export type LeniencyRow = {
  accountId: number
  contractId: number
  firstAt: Temporal.Instant
  lastAt: Temporal.Instant
  times: number
}

/** Who was let in, by account, after one of them. */
export async function selectLeniencies(
  ctx: Context,
  emergencyId: number,
  { after, limit }: { after: number; limit: number },
): Promise<LeniencyRow[]> {
  const { rows } = await sql<LeniencyRow>`
    select account_id as "accountId", contract_id as "contractId", first_at as "firstAt",
      last_at as "lastAt", times
    from access.leniencies
    where emergency_id = ${emergencyId} and account_id > ${after}
    order by account_id
    limit ${limit}`.execute(ctx.tx)
  return rows
}
