import type { Context } from '#platform/context'
import { violates } from '#platform/database-errors'
import { type FieldFault, Refusal, refuseField } from '#platform/refusal'
import { refuseClosedDay } from '../../settings/index.ts'
import { plainNetwork } from '../rules/network-match.ts'
import {
  type CategoryForm,
  type CategoryRow,
  type CategoryVersion,
  findTakenNetwork,
  insertCategory,
  insertNetworks,
  lockCategories,
  selectCategories,
  selectCategoryVersions,
  updateCategory,
} from './traffic-categories.store.ts'

export type Category = CategoryRow & { versions: CategoryVersion[] }
type Edit = { id: number; version: number }

/** All categories with the dates of their networks. */
export async function listCategories(ctx: Context): Promise<Category[]> {
  const versions = Map.groupBy(await selectCategoryVersions(ctx), ({ categoryId }) => categoryId)
  return (await selectCategories(ctx)).map((row) => ({
    ...row,
    versions: (versions.get(row.id) ?? []).map(({ categoryId: _, ...version }) => version),
  }))
}

export async function getCategory(ctx: Context, id: number): Promise<Category> {
  const category = (await listCategories(ctx)).find((row) => row.id === id)
  if (!category) throw new Refusal('catalogue.traffic-category.not-found', { id })
  return category
}

export async function createCategory(
  ctx: Context,
  form: CategoryForm & { code: string },
): Promise<Category> {
  try {
    return await getCategory(ctx, await insertCategory(ctx, form))
  } catch (error) {
    throw violates(error, 'traffic_categories_code_key')
      ? refuseField('catalogue.category-code-taken', 'code')
      : error
  }
}

/** Renames a category or archives it: what refers to it stays as it is. */
export async function changeCategory(
  ctx: Context,
  { id, version, ...form }: Edit & CategoryForm & { isArchived: boolean },
): Promise<Category> {
  await getCategory(ctx, id)
  const isChanged = await updateCategory(ctx, { id, version }, form)
  if (!isChanged) throw new Refusal('platform.version-mismatch')
  return getCategory(ctx, id)
}

/**
 * Publishes the networks of a category from a day on. One network belongs to one category on a day;
 * where networks of several overlap, the most specific one tells. `alongside` are categories whose
 * networks are replaced from the same day by the same hand.
 */
export async function publishNetworks(
  ctx: Context,
  {
    id,
    version,
    from,
    networks,
    alongside = [],
  }: Edit & {
    from: Temporal.PlainDate
    networks: readonly string[]
    alongside?: readonly number[]
  },
): Promise<Category> {
  await lockCategories(ctx)
  const category = await getCategory(ctx, id)
  const last = category.versions.at(-1)
  if (last && Temporal.PlainDate.compare(from, last.from) <= 0) {
    throw refuseField('catalogue.version-too-early', 'from', { after: last.from.toString() })
  }
  await refuseClosedDay(ctx, from, 'from')
  const plain = readNetworks(networks)
  const taken = await findTakenNetwork(ctx, { from, networks: plain, butIds: [id, ...alongside] })
  if (taken) throw refuseField('catalogue.network-of-another-category', 'networks', { ...taken })
  const isClaimed = await updateCategory(ctx, { id, version }, {})
  if (!isClaimed) throw new Refusal('platform.version-mismatch')
  const number = (last?.number ?? 0) + 1
  await insertNetworks(ctx, { categoryId: id, number, from, networks: plain })
  return getCategory(ctx, id)
}

function readNetworks(typed: readonly string[]): string[] {
  const plain = typed.map(plainNetwork)
  const faults: FieldFault[] = plain.flatMap((network, i) =>
    network === undefined ? [{ field: `networks.${i}`, rule: 'network' }] : [],
  )
  if (faults.length > 0) throw new Refusal('platform.invalid', {}, faults)
  return [...new Set(plain.filter((network) => network !== undefined))]
}
