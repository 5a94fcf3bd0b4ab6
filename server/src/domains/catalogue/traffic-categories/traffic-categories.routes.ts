import * as contract from '@altyn/contract/catalogue/traffic-categories'
import { answer } from '#platform/http/answer'
import { toApiTime } from '#platform/http/api-values'
import { readToday } from '../read-today.ts'
import { createNetworkFinder } from '../rules/network-match.ts'
import { importNetworks, previewNetworks } from './import-networks.ts'
import {
  type Category,
  changeCategory,
  createCategory,
  getCategory,
  listCategories,
  publishNetworks,
} from './keep-categories.ts'
import { selectNetworks, selectNetworksOn } from './traffic-categories.store.ts'

export const trafficCategoriesRoutes = [
  answer(contract.matchAddress, async (ctx, { query }) => {
    const day = query.day ? Temporal.PlainDate.from(query.day) : await readToday(ctx)
    const find = createNetworkFinder(await selectNetworksOn(ctx, day))
    return find(query.address) ?? { category: null, network: null }
  }),
  answer(contract.listTrafficCategories, async (ctx) => ({
    items: (await listCategories(ctx)).map(toApiCategory),
  })),
  answer(contract.createTrafficCategory, async (ctx, { body }) =>
    toApiCategory(await createCategory(ctx, body)),
  ),
  answer(contract.changeTrafficCategory, async (ctx, { params, body, version }) =>
    toApiCategory(await changeCategory(ctx, { ...body, id: params.id, version })),
  ),
  answer(contract.readNetworks, async (ctx, { params, query }) => {
    const { versions } = await getCategory(ctx, params.id)
    const number = query.number ?? versions.at(-1)?.number ?? 0
    return { networks: await selectNetworks(ctx, { id: params.id, number }) }
  }),
  answer(contract.publishNetworks, async (ctx, { params, body, version }) => {
    const from = Temporal.PlainDate.from(body.from)
    return toApiCategory(await publishNetworks(ctx, { ...body, from, id: params.id, version }))
  }),
  answer(contract.previewNetworksImport, (ctx, { query, bytes }) =>
    previewNetworks(ctx, { from: Temporal.PlainDate.from(query.from), content: bytes }),
  ),
  answer(contract.importNetworks, (ctx, { query, bytes }) =>
    importNetworks(ctx, { from: Temporal.PlainDate.from(query.from), content: bytes }),
  ),
]

function toApiCategory({ versions, ...row }: Category): contract.TrafficCategory {
  return {
    ...row,
    archivedAt: toApiTime(row.archivedAt),
    versions: versions.map((version) => ({
      ...version,
      from: toApiTime(version.from),
      until: toApiTime(version.until),
      publishedAt: toApiTime(version.publishedAt),
    })),
  }
}
