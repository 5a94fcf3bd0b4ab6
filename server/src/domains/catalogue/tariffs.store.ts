import { sql } from 'kysely'
import type { Context } from '#platform/context'
import type { Audience, TariffVersion, Terms } from './rules/tariff-version.ts'
import type { TariffFamily } from './rules/usage-terms.ts'

export type TariffRow = {
  id: number
  name: string
  family: TariffFamily
  serviceClass: string
  serviceClassId: number
  currency: string
  isHidden: boolean
  archivedAt: Temporal.Instant | null
  version: number
}
export type VersionRow = TariffVersion & {
  tariffId: number
  publishedAt: Temporal.Instant
  publishedBy: string
}
const TARIFF = [
  't.id',
  't.name',
  't.family',
  'c.code as serviceClass',
  't.service_class_id as serviceClassId',
  't.currency',
  't.is_hidden as isHidden',
  't.archived_at as archivedAt',
  't.version',
] as const

export async function selectTariffs(
  ctx: Context,
  filter: { ids?: readonly number[]; isArchived?: boolean },
): Promise<TariffRow[]> {
  return ctx.tx
    .selectFrom('catalogue.tariffs as t')
    .innerJoin('catalogue.service_classes as c', 'c.id', 't.service_class_id')
    .select(TARIFF)
    .$if(filter.ids !== undefined, (query) => query.where('t.id', 'in', [...(filter.ids ?? []), 0]))
    .$if(filter.isArchived !== undefined, (query) =>
      query.where('t.archived_at', filter.isArchived ? 'is not' : 'is', null),
    )
    .orderBy(sql`lower(t.name)`)
    .execute()
}

export async function selectVersions(
  ctx: Context,
  tariffIds: readonly number[],
): Promise<VersionRow[]> {
  const { rows } = await sql<VersionColumns>`
    select tariff_id as "tariffId", number, audience, lower(valid) as "from",
      upper(valid) as until, fee_minor as "feeMinor", fee_period as "feePeriod",
      fee_charged as "feeCharged", fee_anchor as "feeAnchor", first_period as "firstPeriod",
      last_period as "lastPeriod", money_block_fee_minor as "moneyMinor",
      staff_block_fee_minor as "staffMinor", own_wish_block_fee_minor as "ownWishMinor",
      block_fee_days_max as "blockFeeDaysMax", coefficient_min as "coefficientMin",
      coefficient_max as "coefficientMax", block_policy as "blockPolicy",
      speed_down_kbps as "speedDownKbps", speed_up_kbps as "speedUpKbps",
      speed_rules as "speedRules", usage_terms as usage, published_at as "publishedAt",
      published_by as "publishedBy"
    from catalogue.tariff_versions
    where tariff_id = any(${[...tariffIds]}::int[])
    order by tariff_id, number`.execute(ctx.tx)
  return rows.map(({ moneyMinor, staffMinor, ownWishMinor, ...row }) => ({
    ...row,
    blockFees: { money: moneyMinor, staff: staffMinor, 'own-wish': ownWishMinor },
  }))
}

type VersionColumns = Omit<VersionRow, 'blockFees'> & {
  moneyMinor: bigint
  staffMinor: bigint
  ownWishMinor: bigint
}

export async function insertTariff(
  ctx: Context,
  tariff: { name: string; family: TariffFamily; serviceClassId: number; currency: string },
): Promise<number> {
  const { id } = await ctx.tx
    .insertInto('catalogue.tariffs')
    .values({
      name: tariff.name,
      family: tariff.family,
      service_class_id: tariff.serviceClassId,
      currency: tariff.currency,
      created_at: ctx.now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Changes the tariff if it is still of this version; false when it is not. */
export async function updateTariff(
  ctx: Context,
  id: number,
  version: number,
  change: { name?: string; is_hidden?: boolean; archived_at?: Temporal.Instant | null },
): Promise<boolean> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('catalogue.tariffs')
    .set({ ...change, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Ends the open version on a day and puts the next one after it. */
export async function insertVersion(
  ctx: Context,
  tariffId: number,
  version: Terms & { number: number; audience: Audience; from: Temporal.PlainDate },
): Promise<void> {
  const { number, from, blockFees, ...terms } = version
  await sql`
    update catalogue.tariff_versions
    set valid = daterange(lower(valid), ${from}::date)
    where tariff_id = ${tariffId} and upper(valid) is null`.execute(ctx.tx)
  await sql`
    insert into catalogue.tariff_versions (tariff_id, number, audience, valid, fee_minor,
      fee_period, fee_charged, fee_anchor, first_period, last_period, money_block_fee_minor,
      staff_block_fee_minor, own_wish_block_fee_minor, block_fee_days_max, coefficient_min,
      coefficient_max, block_policy, speed_down_kbps, speed_up_kbps, speed_rules, usage_terms,
      published_at, published_by)
    values (${tariffId}, ${number}, ${terms.audience}, daterange(${from}::date, null),
      ${terms.feeMinor}, ${terms.feePeriod}, ${terms.feeCharged}, ${terms.feeAnchor},
      ${terms.firstPeriod}, ${terms.lastPeriod}, ${blockFees.money}, ${blockFees.staff},
      ${blockFees['own-wish']}, ${terms.blockFeeDaysMax}, ${terms.coefficientMin},
      ${terms.coefficientMax}, ${terms.blockPolicy}, ${terms.speedDownKbps}, ${terms.speedUpKbps},
      ${JSON.stringify(terms.speedRules)}::jsonb,
      ${terms.usage && JSON.stringify(terms.usage)}::jsonb, ${ctx.now()}, ${ctx.actor.name})`.execute(
    ctx.tx,
  )
}

/** Takes the last version back; the one before it goes on without an end. */
export async function deleteLastVersion(
  ctx: Context,
  tariffId: number,
  number: number,
): Promise<void> {
  await ctx.tx
    .deleteFrom('catalogue.tariff_versions')
    .where('tariff_id', '=', tariffId)
    .where('number', '=', number)
    .execute()
  await sql`
    update catalogue.tariff_versions
    set valid = daterange(lower(valid), null)
    where tariff_id = ${tariffId} and number = ${number - 1}`.execute(ctx.tx)
}

/** Tariffs whose next version comes into force on exactly this day. */
export async function selectTariffIdsBeginning(
  ctx: Context,
  day: Temporal.PlainDate,
): Promise<number[]> {
  const { rows } = await sql<{ tariff_id: number }>`
    select tariff_id
    from catalogue.tariff_versions
    where lower(valid) = ${day}::date and number > 1
    order by tariff_id`.execute(ctx.tx)
  return rows.map(({ tariff_id }) => tariff_id)
}

/** Tariffs some version of which prices calls by a list. */
export async function selectTariffIdsOfList(ctx: Context, priceListId: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select distinct tariff_id as id
    from catalogue.tariff_versions
    where usage_terms ->> 'kind' = 'calls'
      and (usage_terms ->> 'priceListId')::int = ${priceListId}`.execute(ctx.tx)
  return rows.map(({ id }) => id)
}

/** Tariffs some version of which has a price of usage. */
export async function selectMeteredTariffIds(ctx: Context): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select distinct tariff_id as id
    from catalogue.tariff_versions
    where usage_terms is not null
    order by id`.execute(ctx.tx)
  return rows.map(({ id }) => id)
}

/** Tariffs some version of which has a rule of speed. */
export async function selectSpeedTariffIds(ctx: Context): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select distinct tariff_id as id
    from catalogue.tariff_versions
    where speed_rules <> '[]'
    order by id`.execute(ctx.tx)
  return rows.map(({ id }) => id)
}
