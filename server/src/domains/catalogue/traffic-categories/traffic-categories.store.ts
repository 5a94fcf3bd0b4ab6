import { sql } from 'kysely'
import type { Context } from '#platform/context'
import type { NamedNetwork } from '../rules/network-match.ts'

export type CategoryForm = { nameRu: string; nameEn: string }
export type CategoryVersion = {
  number: number
  from: Temporal.PlainDate
  until: Temporal.PlainDate | null
  networksCount: number
  publishedAt: Temporal.Instant
  publishedBy: string
}
export type CategoryRow = CategoryForm & {
  id: number
  code: string
  archivedAt: Temporal.Instant | null
  version: number
}

export async function selectCategories(ctx: Context): Promise<CategoryRow[]> {
  const { rows } = await sql<CategoryRow>`
    select id, code, name_ru as "nameRu", name_en as "nameEn", archived_at as "archivedAt", version
    from catalogue.traffic_categories
    order by archived_at is not null, lower(name_ru)`.execute(ctx.tx)
  return rows
}

export async function selectCategoryCodes(ctx: Context): Promise<string[]> {
  return (await selectCategories(ctx)).map(({ code }) => code)
}

export async function selectCategoryVersions(
  ctx: Context,
): Promise<(CategoryVersion & { categoryId: number })[]> {
  const { rows } = await sql<CategoryVersion & { categoryId: number }>`
    select category_id as "categoryId", number, lower(valid) as "from", upper(valid) as until,
      cardinality(networks) as "networksCount", published_at as "publishedAt",
      published_by as "publishedBy"
    from catalogue.traffic_category_versions
    order by category_id, number`.execute(ctx.tx)
  return rows
}

export async function insertCategory(
  ctx: Context,
  form: CategoryForm & { code: string },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into catalogue.traffic_categories (code, name_ru, name_en)
    values (${form.code}, ${form.nameRu}, ${form.nameEn})
    returning id`.execute(ctx.tx)
  return rows[0]?.id ?? 0
}

/** Changes the category if it is still of this version; false when it is not. */
export async function updateCategory(
  ctx: Context,
  { id, version }: { id: number; version: number },
  change: Partial<CategoryForm & { isArchived: boolean }>,
): Promise<boolean> {
  const { isArchived = null } = change
  const { numAffectedRows } = await sql`
    update catalogue.traffic_categories
    set name_ru = coalesce(${change.nameRu ?? null}, name_ru),
      name_en = coalesce(${change.nameEn ?? null}, name_en),
      archived_at = case when ${isArchived}::boolean is null then archived_at
        when ${isArchived}::boolean then coalesce(archived_at, ${ctx.now()}) end,
      version = version + 1
    where id = ${id} and version = ${version}`.execute(ctx.tx)
  return numAffectedRows === 1n
}

export async function selectNetworks(
  ctx: Context,
  { id, number }: { id: number; number: number },
): Promise<string[]> {
  const { rows } = await sql<{ networks: string[] }>`
    select networks::text[] as networks
    from catalogue.traffic_category_versions
    where category_id = ${id} and number = ${number}`.execute(ctx.tx)
  return rows[0]?.networks ?? []
}

/** The networks of all categories on a day. */
export async function selectNetworksOn(
  ctx: Context,
  day: Temporal.PlainDate,
): Promise<NamedNetwork[]> {
  const { rows } = await sql<NamedNetwork>`
    select c.code as category, unnest(v.networks)::text as network
    from catalogue.traffic_category_versions v
    join catalogue.traffic_categories c on c.id = v.category_id
    where v.valid @> ${day}::date`.execute(ctx.tx)
  return rows
}

/** Holds all categories until the end of the transaction: their networks change one hand at a time. */
export async function lockCategories(ctx: Context): Promise<void> {
  await sql`
    select 1 from catalogue.traffic_categories order by id for update`.execute(ctx.tx)
}

/** One of these networks that a category has on some day from this one on, but for some categories. */
export async function findTakenNetwork(
  ctx: Context,
  wanted: { from: Temporal.PlainDate; networks: readonly string[]; butIds: readonly number[] },
): Promise<NamedNetwork | undefined> {
  const { rows } = await sql<NamedNetwork>`
    select c.code as category, taken.network::text as network
    from catalogue.traffic_category_versions v
    join catalogue.traffic_categories c on c.id = v.category_id
    cross join lateral unnest(v.networks) as taken (network)
    where v.valid && daterange(${wanted.from}::date, null)
      and c.id <> all(${[...wanted.butIds]}::int[])
      and taken.network = any(${[...wanted.networks]}::text[]::cidr[])
    order by taken.network
    limit 1`.execute(ctx.tx)
  return rows[0]
}

/** The next version of a category's networks; the one before ends where it begins. */
export async function insertNetworks(
  ctx: Context,
  draft: { categoryId: number; number: number; from: Temporal.PlainDate; networks: string[] },
): Promise<void> {
  await sql`
    update catalogue.traffic_category_versions
    set valid = daterange(lower(valid), ${draft.from}::date)
    where category_id = ${draft.categoryId} and upper(valid) is null`.execute(ctx.tx)
  await sql`
    insert into catalogue.traffic_category_versions (category_id, number, valid, networks,
      published_at, published_by)
    values (${draft.categoryId}, ${draft.number}, daterange(${draft.from}::date, null),
      ${draft.networks}::text[]::cidr[], ${ctx.now()}, ${ctx.actor.name})`.execute(ctx.tx)
}

/** A text that changes whenever networks of a category are published. */
export async function selectNetworksMark(ctx: Context): Promise<string> {
  const { rows } = await sql<{ mark: string }>`
    select count(*) || ' ' || coalesce(max(published_at)::text, '') as mark
    from catalogue.traffic_category_versions`.execute(ctx.tx)
  return rows[0]?.mark ?? ''
}
