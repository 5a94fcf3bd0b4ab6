import type { Context } from '#platform/context'
import { Refusal } from '#platform/refusal'
import { inOnePiece, readTable } from '#platform/tables/read-table'
import { type TableRow, UnreadableTable } from '#platform/tables/table-row'
import { plainNetwork } from '../rules/network-match.ts'
import { type Category, listCategories, publishNetworks } from './keep-categories.ts'
import { selectNetworks } from './traffic-categories.store.ts'

export type NetworksImport = {
  isDone: boolean
  categories: { code: string; networksCount: number; addedCount: number; removedCount: number }[]
  faultsCount: number
  faults: { row: number; rule: string; value: string }[]
}
type Order = { from: Temporal.PlainDate; content: Buffer }

const FAULTS_SHOWN = 200
/** No heading begins so. */
const BEGINS_AS_NETWORK = /^\d|:.*:/

/** What importing a file of networks would change; nothing is changed. */
export async function previewNetworks(ctx: Context, order: Order): Promise<NetworksImport> {
  const read = await readFile(ctx, order.content)
  return { ...(await compare(ctx, read)), isDone: false }
}

/** Publishes the networks of every category that a file names; nothing while a row is wrong. */
export async function importNetworks(
  ctx: Context,
  { from, content }: Order,
): Promise<NetworksImport> {
  const read = await readFile(ctx, content)
  const outcome = await compare(ctx, read)
  if (read.faults.length > 0 || read.networks.size === 0) return { ...outcome, isDone: false }
  const alongside = [...read.networks.keys()].map(({ id }) => id)
  for (const [{ id, version }, networks] of read.networks) {
    await publishNetworks(ctx, { id, version, from, networks: [...networks], alongside })
  }
  return { ...outcome, isDone: true }
}

type Read = { networks: Map<Category, Set<string>>; faults: NetworksImport['faults'] }

/** Two columns: a network, and the code or the name of its category. A network is of one category. */
async function readFile(ctx: Context, content: Buffer): Promise<Read> {
  const categories = await listCategories(ctx)
  const named = (words: string) =>
    categories.find(({ code, nameRu, nameEn }) =>
      [code, nameRu, nameEn].some((name) => name.toLowerCase() === words.toLowerCase()),
    )
  const read: Read = { networks: new Map(), faults: [] }
  const told = new Map<string, Category>()
  for (const [i, { number, cells }] of (await rowsOf(content)).entries()) {
    const [first = '', second = ''] = cells
    const network = plainNetwork(first)
    const category = named(second)
    // The first row may hold headings.
    if (!network && i === 0 && !BEGINS_AS_NETWORK.test(first)) continue
    if (!network) read.faults.push({ row: number, rule: 'network', value: first })
    else if (!category) read.faults.push({ row: number, rule: 'unknown', value: second })
    else if ((told.get(network) ?? category) !== category)
      read.faults.push({ row: number, rule: 'twice', value: network })
    else {
      told.set(network, category)
      read.networks.set(category, (read.networks.get(category) ?? new Set()).add(network))
    }
  }
  return read
}

async function rowsOf(content: Buffer): Promise<TableRow[]> {
  try {
    return await Array.fromAsync(readTable(inOnePiece(content)))
  } catch (error) {
    if (error instanceof UnreadableTable) throw new Refusal('catalogue.unreadable-table')
    throw error
  }
}

async function compare(
  ctx: Context,
  { networks, faults }: Read,
): Promise<Omit<NetworksImport, 'isDone'>> {
  const categories = []
  for (const [{ id, code, versions }, next] of networks) {
    const number = versions.at(-1)?.number ?? 0
    const before = new Set(await selectNetworks(ctx, { id, number }))
    categories.push({
      code,
      networksCount: next.size,
      addedCount: [...next].filter((network) => !before.has(network)).length,
      removedCount: [...before].filter((network) => !next.has(network)).length,
    })
  }
  return { categories, faultsCount: faults.length, faults: faults.slice(0, FAULTS_SHOWN) }
}
