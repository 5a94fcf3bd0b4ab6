import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context'
import type { Identity } from '../rules/equipment/unit-identity.ts'
import type { EquipmentKind } from './models.store.ts'
import { NUMBER_OF_OTHER } from './pairings.store.ts'
import type { EquipmentState, HoldingTerms } from './standings.store.ts'

/** A unit with where it is now. `pair`: the card in it, or the unit that the card is in. */
export type UnitRow = Identity & {
  id: number
  modelId: number
  modelName: string
  kind: EquipmentKind
  kindName: string
  name: string
  warrantyUntil: Temporal.PlainDate | null
  note: string
  createdAt: Temporal.Instant
  state: EquipmentState
  place: string
  since: Temporal.Instant
  reason: string
  contractId: number | null
  accountId: number | null
  terms: HoldingTerms | null
  rentId: number | null
  pairId: number | null
  pairModelName: string
  pairNumber: string
  version: number
}

/**
 * Until the transaction ends nobody else moves a unit: who has what, and which card is in it, is
 * looked at and written as one. Reading goes on.
 */
export async function lockUnits(ctx: Context): Promise<void> {
  await sql`lock table network.equipment_units in share row exclusive mode`.execute(ctx.tx)
}

async function select(ctx: Context, rest: RawBuilder<unknown>): Promise<UnitRow[]> {
  const { rows } = await sql<UnitRow>`
    select u.id, u.model_id as "modelId", m.name as "modelName", m.kind, m.kind_name as "kindName",
      u.serial, u.mac, u.chip_id as "chipId", u.name, u.warranty_until as "warrantyUntil", u.note,
      u.created_at as "createdAt", u.version, s.state, s.place, lower(s.valid) as since, s.reason,
      s.contract_id as "contractId", s.account_id as "accountId", s.terms, s.rent_id as "rentId",
      o.id as "pairId", coalesce(om.name, '') as "pairModelName",
      ${NUMBER_OF_OTHER} as "pairNumber"
    from network.equipment_units u
    join network.equipment_models m on m.id = u.model_id
    join network.equipment_standings s on s.unit_id = u.id and upper(s.valid) is null
    left join network.equipment_pairings c on c.card_id = u.id and upper(c.valid) is null
    left join network.equipment_pairings p on p.unit_id = u.id and upper(p.valid) is null
    left join network.equipment_units o on o.id = coalesce(c.unit_id, p.card_id)
    left join network.equipment_models om on om.id = o.model_id
    ${rest}`.execute(ctx.tx)
  return rows
}

export type UnitFilter = {
  q?: string
  mac?: string
  modelId?: number
  kind?: EquipmentKind
  state?: EquipmentState
  terms?: HoldingTerms
  place?: string
  warranty?: 'valid' | 'ending' | 'over' | 'none'
  /** The business day, and the last one on which a warranty counts as ending. */
  today: Temporal.PlainDate
  endingUntil: Temporal.PlainDate
  contractIds?: readonly number[]
  accountId?: number
}

/** The newest first, after one of them. */
export function selectUnits(
  ctx: Context,
  filter: UnitFilter,
  { after, limit }: { after: readonly string[] | undefined; limit: number },
): Promise<UnitRow[]> {
  const beyond = after ? sql`u.id < ${after[0]}::int` : sql`true`
  return select(ctx, sql`where ${matching(filter)} and ${beyond} order by u.id desc limit ${limit}`)
}

export async function countUnits(ctx: Context, filter: UnitFilter): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count
    from network.equipment_units u
    join network.equipment_models m on m.id = u.model_id
    join network.equipment_standings s on s.unit_id = u.id and upper(s.valid) is null
    where ${matching(filter)}`.execute(ctx.tx)
  return rows[0]?.count ?? 0
}

function matching(filter: UnitFilter): RawBuilder<unknown> {
  const { q, mac, modelId, kind, state, terms, place, contractIds, accountId } = filter
  const conditions = [
    sql`true`,
    ...(modelId ? [sql`u.model_id = ${modelId}`] : []),
    ...(kind ? [sql`m.kind = ${kind}`] : []),
    ...(state ? [sql`s.state = ${state}`] : []),
    ...(terms ? [sql`s.terms = ${terms}`] : []),
    ...(place ? [sql`s.place = ${place}`] : []),
    ...(contractIds ? [sql`s.contract_id = any(${[...contractIds]}::int[])`] : []),
    ...(accountId ? [sql`s.account_id = ${accountId}`] : []),
    ...underWarranty(filter),
    ...(mac ? [sql`u.mac = ${mac}`] : []),
    ...(q && !mac ? [numbered(`%${q.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`)] : []),
  ]
  return sql.join(conditions, sql` and `)
}

function underWarranty({ warranty, today, endingUntil }: UnitFilter): RawBuilder<unknown>[] {
  switch (warranty) {
    case undefined:
      return []
    case 'none':
      return [sql`u.warranty_until is null`]
    case 'over':
      return [sql`u.warranty_until < ${today}::date`]
    case 'valid':
      return [sql`u.warranty_until >= ${today}::date`]
    case 'ending':
      return [sql`u.warranty_until between ${today}::date and ${endingUntil}::date`]
  }
}

function numbered(part: string): RawBuilder<unknown> {
  return sql`(lower(u.serial) like ${part} or lower(u.chip_id) like ${part}
    or lower(u.name) like ${part})`
}

export async function findUnit(ctx: Context, id: number): Promise<UnitRow | undefined> {
  return (await select(ctx, sql`where u.id = ${id}`))[0]
}

export type UnitColumns = Identity & {
  name: string
  warrantyUntil: Temporal.PlainDate | null
  note: string
}
export type NewUnit = UnitColumns & { modelId: number }

/** Writes units; where they are is written beside. */
export async function insertUnits(ctx: Context, units: readonly NewUnit[]): Promise<number[]> {
  const column = <Value>(of: (unit: NewUnit) => Value) => units.map(of)
  const { rows } = await sql<{ id: number }>`
    insert into network.equipment_units
      (model_id, serial, mac, chip_id, name, warranty_until, note, created_at)
    select *, ${ctx.now()}::timestamptz
    from unnest(${column(({ modelId }) => modelId)}::int[], ${column(({ serial }) => serial)}::text[],
      ${column(({ mac }) => mac)}::text[], ${column(({ chipId }) => chipId)}::text[],
      ${column(({ name }) => name)}::text[],
      ${column(({ warrantyUntil }) => warrantyUntil?.toString() ?? null)}::date[],
      ${column(({ note }) => note)}::text[])
    returning id`.execute(ctx.tx)
  return rows.map(({ id }) => id)
}

/** Changes the unit if it is still of this version; false when it is not. */
export async function updateUnit(
  ctx: Context,
  edit: { id: number; version: number },
  unit: UnitColumns,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update network.equipment_units
    set serial = ${unit.serial}, mac = ${unit.mac}, chip_id = ${unit.chipId}, name = ${unit.name},
      warranty_until = ${unit.warrantyUntil}::date, note = ${unit.note}, version = version + 1
    where id = ${edit.id} and version = ${edit.version}`.execute(ctx.tx)
  return numAffectedRows === 1n
}

export async function deleteUnit(ctx: Context, id: number): Promise<void> {
  await ctx.tx.deleteFrom('network.equipment_units').where('id', '=', id).execute()
}

/** Who has one of these numbers already: serials and chip ids within a model, MACs anywhere. */
export async function selectNumbersTaken(
  ctx: Context,
  units: readonly (Identity & { modelId: number })[],
): Promise<(Identity & { modelId: number })[]> {
  const { rows } = await sql<Identity & { modelId: number }>`
    select u.model_id as "modelId", u.serial, u.mac, u.chip_id as "chipId"
    from network.equipment_units u
    where (u.model_id, u.serial) in (
        select * from unnest(${units.map(({ modelId }) => modelId)}::int[],
          ${units.map(({ serial }) => serial)}::text[]) as t (model_id, serial)
        where t.serial <> ''
      )
      or (u.model_id, u.chip_id) in (
        select * from unnest(${units.map(({ modelId }) => modelId)}::int[],
          ${units.map(({ chipId }) => chipId)}::text[]) as t (model_id, chip_id)
        where t.chip_id <> ''
      )
      or u.mac = any(${units.map(({ mac }) => mac).filter((mac) => mac !== '')}::text[])
  `.execute(ctx.tx)
  return rows
}
