import { sql } from 'kysely'
import type { Context } from '#platform/context'
import type { ServiceKind, ServiceTerms, ServiceVersion } from './rules/service-version.ts'

export type ServiceMember = { serviceId: number; quantity: number }
export type ServiceForm = {
  name: string
  quantityMax: number
  discountScope: 'account' | 'contract'
  members: ServiceMember[]
  externalId: string
}
export type ServiceRow = ServiceForm & {
  id: number
  kind: ServiceKind
  serviceClass: string
  currency: string
  isHidden: boolean
  archivedAt: Temporal.Instant | null
  version: number
}
export type ServiceVersionRow = ServiceVersion & {
  serviceId: number
  publishedAt: Temporal.Instant
  publishedBy: string
}

export async function selectServices(
  ctx: Context,
  filter: { ids?: readonly number[]; isArchived?: boolean },
): Promise<ServiceRow[]> {
  const { rows } = await sql<ServiceRow>`
    select s.id, s.name, s.kind, c.code as "serviceClass", s.currency,
      s.quantity_max as "quantityMax", s.discount_scope as "discountScope", s.members,
      s.external_id as "externalId", s.is_hidden as "isHidden", s.archived_at as "archivedAt",
      s.version
    from catalogue.services s
    join catalogue.service_classes c on c.id = s.service_class_id
    where ${filter.ids ? sql`s.id = any(${[...filter.ids]}::int[])` : sql`true`}
      and ${
        filter.isArchived === undefined
          ? sql`true`
          : sql`(s.archived_at is not null) = ${filter.isArchived}`
      }
    order by lower(s.name)`.execute(ctx.tx)
  return rows
}

type VersionColumns = Omit<ServiceVersionRow, 'blockFees'> & {
  moneyMinor: bigint
  staffMinor: bigint
  ownWishMinor: bigint
}

export async function selectServiceVersions(
  ctx: Context,
  serviceIds: readonly number[],
): Promise<ServiceVersionRow[]> {
  const { rows } = await sql<VersionColumns>`
    select service_id as "serviceId", number, lower(valid) as "from", upper(valid) as until,
      price_minor as "priceMinor", activation_minor as "activationMinor",
      first_period as "firstPeriod", last_period as "lastPeriod", promo_days as "promoDays",
      promo_price_minor as "promoPriceMinor", term_months_min as "termMonthsMin",
      exit_fee_minor as "exitFeeMinor", money_block_fee_minor as "moneyMinor",
      staff_block_fee_minor as "staffMinor", own_wish_block_fee_minor as "ownWishMinor",
      quantity_discounts as "quantityDiscounts", turbo, published_at as "publishedAt",
      published_by as "publishedBy"
    from catalogue.service_versions
    where service_id = any(${[...serviceIds]}::int[])
    order by service_id, number`.execute(ctx.tx)
  return rows.map(({ moneyMinor, staffMinor, ownWishMinor, ...row }) => ({
    ...row,
    blockFees: { money: moneyMinor, staff: staffMinor, 'own-wish': ownWishMinor },
  }))
}

export async function insertService(
  ctx: Context,
  form: ServiceForm & { kind: ServiceKind; serviceClassId: number },
): Promise<number> {
  const { id } = await ctx.tx
    .insertInto('catalogue.services')
    .values({
      ...toColumns(form),
      kind: form.kind,
      service_class_id: form.serviceClassId,
      created_at: ctx.now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Changes the service if it is still of this version; false when it is not. */
export async function updateService(
  ctx: Context,
  id: number,
  version: number,
  change: Partial<ServiceForm> & { isHidden?: boolean; isArchived?: boolean },
): Promise<boolean> {
  const { isHidden, isArchived, ...form } = change
  const { numUpdatedRows } = await ctx.tx
    .updateTable('catalogue.services')
    .set((eb) => ({
      ...toColumns(form),
      is_hidden: isHidden,
      ...(isArchived !== undefined && {
        archived_at: isArchived ? eb.fn.coalesce('archived_at', eb.val(ctx.now())) : null,
      }),
      version: version + 1,
    }))
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

function toColumns<Form extends Partial<ServiceForm>>(form: Form) {
  return {
    name: form.name as Form['name'],
    quantity_max: form.quantityMax as Form['quantityMax'],
    discount_scope: form.discountScope as Form['discountScope'],
    external_id: form.externalId as Form['externalId'],
    ...(form.members && { members: JSON.stringify(form.members) }),
  }
}

/** Ends the open version on a day and puts the next one after it. */
export async function insertServiceVersion(
  ctx: Context,
  serviceId: number,
  {
    number,
    from,
    blockFees,
    ...terms
  }: ServiceTerms & { number: number; from: Temporal.PlainDate },
): Promise<void> {
  await sql`
    update catalogue.service_versions
    set valid = daterange(lower(valid), ${from}::date)
    where service_id = ${serviceId} and upper(valid) is null`.execute(ctx.tx)
  await sql`
    insert into catalogue.service_versions (service_id, number, valid, price_minor,
      activation_minor, first_period, last_period, promo_days, promo_price_minor, term_months_min,
      exit_fee_minor, money_block_fee_minor, staff_block_fee_minor, own_wish_block_fee_minor,
      quantity_discounts, turbo, published_at, published_by)
    values (${serviceId}, ${number}, daterange(${from}::date, null), ${terms.priceMinor},
      ${terms.activationMinor}, ${terms.firstPeriod}, ${terms.lastPeriod}, ${terms.promoDays},
      ${terms.promoPriceMinor}, ${terms.termMonthsMin}, ${terms.exitFeeMinor}, ${blockFees.money},
      ${blockFees.staff}, ${blockFees['own-wish']}, ${JSON.stringify(terms.quantityDiscounts)}::jsonb,
      ${terms.turbo && JSON.stringify(terms.turbo)}::jsonb,
      ${ctx.now()}, ${ctx.actor.name})`.execute(ctx.tx)
}
