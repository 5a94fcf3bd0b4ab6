import { z } from 'zod'
import { route } from '../route.ts'
import { day, id, idParams, instant, requiredText, version } from '../values.ts'
import { codeText } from './code-text.ts'

export const NETWORKS_MAX = 20_000
/** A network such as `10.0.0.0/8` or `2001:db8::/32`; an address alone is a network of one. */
const networkText = z.string().trim().min(2).max(50)

export const trafficCategoryForm = z.object({
  nameRu: requiredText(100),
  nameEn: requiredText(100),
})
const categoryVersion = z.object({
  number: z.number().int(),
  from: day,
  until: day.nullable(),
  networksCount: z.number().int(),
  publishedAt: instant,
  publishedBy: z.string(),
})
export const trafficCategory = trafficCategoryForm.extend({
  id,
  code: z.string(),
  archivedAt: instant.nullable(),
  version,
  versions: z.array(categoryVersion),
})
export type TrafficCategory = z.output<typeof trafficCategory>

export const listTrafficCategories = route({
  method: 'GET',
  path: '/api/catalogue/traffic-categories',
  summary: 'Categories of traffic with the dates of their networks',
  access: 'catalogue.read',
  response: z.object({ items: z.array(trafficCategory) }),
})
export const createTrafficCategory = route({
  method: 'POST',
  path: '/api/catalogue/traffic-categories',
  summary: 'Add a category of traffic',
  access: 'catalogue.change',
  body: trafficCategoryForm.extend({ code: codeText }),
  response: trafficCategory,
})
export const changeTrafficCategory = route({
  method: 'PUT',
  path: '/api/catalogue/traffic-categories/:id',
  summary: 'Rename a category of traffic, or put it into the archive',
  access: 'catalogue.change',
  versioned: true,
  params: idParams,
  body: trafficCategoryForm.extend({ isArchived: z.boolean().default(false) }),
  response: trafficCategory,
})
export const readNetworks = route({
  method: 'GET',
  path: '/api/catalogue/traffic-categories/:id/networks',
  summary: 'The networks of a category in one of its versions, the last one unless named',
  access: 'catalogue.read',
  params: idParams,
  query: z.object({ number: z.coerce.number().int().positive().optional() }),
  response: z.object({ networks: z.array(z.string()) }),
})
export const publishNetworks = route({
  method: 'POST',
  path: '/api/catalogue/traffic-categories/:id/versions',
  summary: 'Publish the networks of a category from a day on',
  access: 'catalogue.change',
  versioned: true,
  params: idParams,
  body: z.object({ from: day, networks: z.array(networkText).max(NETWORKS_MAX) }),
  response: trafficCategory,
})
/** What a file holds for the categories, and what in it could not be understood. */
const networksImport = z.object({
  isDone: z.boolean(),
  categories: z.array(
    z.object({
      code: z.string(),
      networksCount: z.number().int(),
      addedCount: z.number().int(),
      removedCount: z.number().int(),
    }),
  ),
  faultsCount: z.number().int(),
  faults: z.array(z.object({ row: z.number().int(), rule: z.string(), value: z.string() })),
})
export type NetworksImport = z.output<typeof networksImport>
const fromDay = z.object({ from: day })
export const previewNetworksImport = route({
  method: 'POST',
  path: '/api/catalogue/traffic-categories/import/preview',
  summary: 'What importing networks of categories would do',
  access: 'catalogue.change',
  asks: true,
  upload: 'whole',
  query: fromDay,
  response: networksImport,
})
export const importNetworks = route({
  method: 'POST',
  path: '/api/catalogue/traffic-categories/import',
  summary: 'Import networks of categories from a day on (CSV or XLSX: network; category)',
  access: 'catalogue.change',
  upload: 'whole',
  query: fromDay,
  response: networksImport,
})
export const matchAddress = route({
  method: 'GET',
  path: '/api/catalogue/traffic-categories/match',
  summary: 'The category of an address on a day: the most specific network wins',
  access: 'catalogue.read',
  query: z.object({ address: z.string().trim().min(2).max(50), day: day.optional() }),
  response: z.object({ category: z.string().nullable(), network: z.string().nullable() }),
})
