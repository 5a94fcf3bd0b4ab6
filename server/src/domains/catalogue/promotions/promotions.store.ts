import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context'
import type { Promotion } from '../rules/promotion.ts'

export type PromotionForm = Omit<Promotion, 'id'>
export type PromotionRow = Promotion & { archivedAt: Temporal.Instant | null; version: number }

async function select(ctx: Context, where: RawBuilder<unknown>): Promise<PromotionRow[]> {
  const { rows } = await sql<PromotionRow>`
    select id, name, lower(valid) as "from", upper(valid) as until, tariff_ids as "tariffIds",
      lower(connected) as "connectedFrom", upper(connected) as "connectedUntil",
      account_group_ids as "accountGroupIds", contract_group_ids as "contractGroupIds", addresses,
      promo_code as "promoCode", discount_basis_points as "discountBasisPoints",
      discount_months as "discountMonths", gift_service_id as "giftServiceId",
      gift_months as "giftMonths", bonus_minor as "bonusMinor", priority,
      is_stacking as "isStacking", archived_at as "archivedAt", version
    from catalogue.promotions
    where ${where}
    order by archived_at is not null, priority, id`.execute(ctx.tx)
  return rows
}

export function selectPromotions(ctx: Context): Promise<PromotionRow[]> {
  return select(ctx, sql`true`)
}

/** Promotions that can be taken on a day: those given by themselves, or the one of a code. */
export function selectOpenPromotions(
  ctx: Context,
  { day, code }: { day: Temporal.PlainDate; code: string },
): Promise<PromotionRow[]> {
  return select(
    ctx,
    sql`archived_at is null and valid @> ${day}::date and lower(promo_code) = lower(${code})`,
  )
}

export async function findPromotion(ctx: Context, id: number): Promise<PromotionRow | undefined> {
  return (await select(ctx, sql`id = ${id}`))[0]
}

function connectedOf({ connectedFrom, connectedUntil }: PromotionForm): RawBuilder<unknown> {
  return connectedFrom === null && connectedUntil === null
    ? sql`null`
    : sql`daterange(${connectedFrom}::date, ${connectedUntil}::date)`
}

export async function insertPromotion(ctx: Context, form: PromotionForm): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into catalogue.promotions (name, valid, tariff_ids, connected,
      account_group_ids, contract_group_ids, addresses, promo_code,
      discount_basis_points, discount_months, gift_service_id, gift_months, bonus_minor, priority,
      is_stacking, created_at)
    values (${form.name}, daterange(${form.from}::date, ${form.until}::date),
      ${form.tariffIds}::int[], ${connectedOf(form)}, ${form.accountGroupIds}::int[],
      ${form.contractGroupIds}::int[], ${JSON.stringify(form.addresses)}::jsonb, ${form.promoCode},
      ${form.discountBasisPoints}, ${form.discountMonths}, ${form.giftServiceId},
      ${form.giftMonths}, ${form.bonusMinor}, ${form.priority}, ${form.isStacking}, ${ctx.now()})
    returning id`.execute(ctx.tx)
  return rows[0]?.id ?? 0
}

/** Changes the promotion if it is still of this version; false when it is not. */
export async function updatePromotion(
  ctx: Context,
  form: PromotionForm & { id: number; version: number; isArchived: boolean },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update catalogue.promotions
    set name = ${form.name}, valid = daterange(${form.from}::date, ${form.until}::date),
      tariff_ids = ${form.tariffIds}::int[], connected = ${connectedOf(form)},
      account_group_ids = ${form.accountGroupIds}::int[],
      contract_group_ids = ${form.contractGroupIds}::int[],
      addresses = ${JSON.stringify(form.addresses)}::jsonb,
      promo_code = ${form.promoCode}, discount_basis_points = ${form.discountBasisPoints},
      discount_months = ${form.discountMonths}, gift_service_id = ${form.giftServiceId},
      gift_months = ${form.giftMonths}, bonus_minor = ${form.bonusMinor},
      priority = ${form.priority}, is_stacking = ${form.isStacking},
      archived_at = case when ${form.isArchived} then coalesce(archived_at, ${ctx.now()}) end,
      version = version + 1
    where id = ${form.id} and version = ${form.version}`.execute(ctx.tx)
  return numAffectedRows === 1n
}
