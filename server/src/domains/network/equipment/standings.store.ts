import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context'
import type { Identity } from '../rules/equipment/unit-identity.ts'
import type { EquipmentKind } from './models.store.ts'

export type ShelfState = 'stock' | 'repair' | 'written-off'
export type EquipmentState = ShelfState | 'held'
export type HoldingTerms = 'rented' | 'lent' | 'sold'
/** With whom a unit is, and how; the rent is an assigned service of the account. */
export type Holding = {
  contractId: number
  accountId: number | null
  terms: HoldingTerms
  rentId: number | null
}
/** Where a unit comes to, and why. */
export type Standing = { reason: string } & (
  | ({ state: 'held' } & Holding)
  | { state: ShelfState; place: string }
)
export type StandingRow = Identity & {
  id: number
  unitId: number
  modelName: string
  kind: EquipmentKind
  kindName: string
  name: string
  state: EquipmentState
  place: string
  contractId: number | null
  accountId: number | null
  terms: HoldingTerms | null
  rentId: number | null
  from: Temporal.Instant
  until: Temporal.Instant | null
  reason: string
  author: string
  /** Told by the row that follows. */
  endReason: string
  endedBy: string
}

const HISTORY_MAX = 500

async function select(ctx: Context, rest: RawBuilder<unknown>): Promise<StandingRow[]> {
  const { rows } = await sql<StandingRow>`
    select s.id, s.unit_id as "unitId", m.name as "modelName", m.kind, m.kind_name as "kindName",
      u.serial, u.mac, u.chip_id as "chipId", u.name, s.state, s.place,
      s.contract_id as "contractId", s.account_id as "accountId", s.terms, s.rent_id as "rentId",
      lower(s.valid) as "from", upper(s.valid) as until, s.reason, s.author,
      coalesce(f.reason, '') as "endReason", coalesce(f.author, '') as "endedBy"
    from network.equipment_standings s
    join network.equipment_units u on u.id = s.unit_id
    join network.equipment_models m on m.id = u.model_id
    left join network.equipment_standings f
      on f.unit_id = s.unit_id and lower(f.valid) = upper(s.valid)
    ${rest}`.execute(ctx.tx)
  return rows
}

/** Where a unit was, the latest first. */
export function selectHistory(ctx: Context, unitId: number): Promise<StandingRow[]> {
  return select(
    ctx,
    sql`where s.unit_id = ${unitId} order by lower(s.valid) desc limit ${HISTORY_MAX}`,
  )
}

/** What contracts have or had, the latest first, after one of them. */
export function selectHoldings(
  ctx: Context,
  contractIds: readonly number[],
  { after, limit }: { after: readonly string[] | undefined; limit: number },
): Promise<StandingRow[]> {
  const beyond = after ? sql`s.id < ${after[0]}::int` : sql`true`
  return select(
    ctx,
    sql`where s.contract_id = any(${[...contractIds]}::int[]) and ${beyond}
      order by s.id desc limit ${limit}`,
  )
}

export async function countHoldings(ctx: Context, contractIds: readonly number[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from network.equipment_standings
    where contract_id = any(${[...contractIds]}::int[])`.execute(ctx.tx)
  return rows[0]?.count ?? 0
}

/** Has anybody ever had the unit? */
export async function hasEverBeenHeld(ctx: Context, unitId: number): Promise<boolean> {
  const row = await ctx.tx
    .selectFrom('network.equipment_standings')
    .select('id')
    .where('unit_id', '=', unitId)
    .where('state', '=', 'held')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Stores and workshops where units are now. */
export async function selectPlaces(ctx: Context): Promise<string[]> {
  const { rows } = await sql<{ place: string }>`
    select distinct place from network.equipment_standings
    where upper(valid) is null and place <> ''
    order by place`.execute(ctx.tx)
  return rows.map(({ place }) => place)
}

/** What stood somewhere stands elsewhere from now on; new units begin with it. */
export async function placeUnits(
  ctx: Context,
  unitIds: readonly number[],
  standing: Standing,
): Promise<void> {
  const held = standing.state === 'held' ? standing : undefined
  const place = standing.state === 'held' ? '' : standing.place
  const begins = await endStandings(ctx, unitIds)
  await sql`
    insert into network.equipment_standings
      (unit_id, state, place, contract_id, account_id, terms, rent_id, reason, author, valid)
    select t.unit_id, ${standing.state}, ${place}, ${held?.contractId ?? null}::int,
      ${held?.accountId ?? null}::int, ${held?.terms ?? null}::text, ${held?.rentId ?? null}::int,
      ${standing.reason}, ${ctx.actor.name}, tstzrange(t.begins, null)
    from unnest(${[...unitIds]}::int[], ${unitIds.map((id) => begins.get(id) ?? ctx.now())}::timestamptz[])
      as t (unit_id, begins)`.execute(ctx.tx)
}

/** Ends where units stand and says when: never before it began, so that nothing of it is lost. */
async function endStandings(
  ctx: Context,
  unitIds: readonly number[],
): Promise<Map<number, Temporal.Instant>> {
  const { rows } = await sql<{ unitId: number; at: Temporal.Instant }>`
    update network.equipment_standings
    set valid = tstzrange(lower(valid),
      greatest(${ctx.now()}::timestamptz, lower(valid) + interval '1 microsecond'))
    where unit_id = any(${[...unitIds]}::int[]) and upper(valid) is null
    returning unit_id as "unitId", upper(valid) as at`.execute(ctx.tx)
  return new Map(rows.map(({ unitId, at }) => [unitId, at]))
}
