import { z } from 'zod'
import { route } from '../route.ts'
import {
  day,
  done,
  id,
  idParams,
  instant,
  listQuery,
  page,
  requiredText,
  version,
} from '../values.ts'
import { codeText } from './code-text.ts'

/** What a column of a file may be. */
export const PRICE_FIELDS = [
  'prefix',
  'name',
  'class',
  'band',
  'price',
  'callPrice',
  'stepSeconds',
  'freeSeconds',
  'minimumSeconds',
] as const
export type PriceField = (typeof PRICE_FIELDS)[number]
export const STAGE_STATES = [
  'receiving',
  'received',
  'reading',
  'faulty',
  'ready',
  'applied',
  'cancelled',
  'failed',
] as const
export const CHANGE_KINDS = ['up', 'down', 'new', 'vanish', 'other'] as const
export type ChangeKind = (typeof CHANGE_KINDS)[number]
export const CALL_CLASSES = [
  'local',
  'zone',
  'long-distance',
  'international',
  'mobile',
  'free',
] as const

export const FILE_BYTES_MAX = 250_000_000
/** A file is sent in pieces of this size; the last one may be shorter. */
export const PART_BYTES = 1_000_000
const columns = z.array(z.enum(PRICE_FIELDS).nullable()).min(1).max(100)

export const priceListVersion = z.object({
  number: z.number().int(),
  from: day,
  until: day.nullable(),
  rowsCount: z.number().int(),
  restores: z.number().int().nullable(),
  publishedAt: instant,
  publishedBy: z.string(),
})
export const priceList = z.object({
  id,
  name: z.string(),
  currency: z.string(),
  archivedAt: instant.nullable(),
  version,
  /** The version in force today; null before the first one begins. */
  current: priceListVersion.nullable(),
})
export type PriceList = z.output<typeof priceList>

const countsOfChanges = z.object({
  up: z.number().int(),
  down: z.number().int(),
  new: z.number().int(),
  vanish: z.number().int(),
  other: z.number().int(),
})
export const stage = z.object({
  id,
  priceListId: id,
  state: z.enum(STAGE_STATES),
  fileName: z.string(),
  fileBytes: z.number(),
  bytesRead: z.number(),
  rowsRead: z.number().int(),
  rowsGood: z.number().int(),
  faultsCount: z.number().int(),
  /** The version that it was compared with; null = there was none. */
  baseNumber: z.number().int().nullable(),
  changes: countsOfChanges.nullable(),
  createdAt: instant,
  createdBy: z.string(),
  updatedAt: instant,
  finishedAt: instant.nullable(),
})
export type Stage = z.output<typeof stage>
export const priceListCard = priceList.extend({
  versions: z.array(priceListVersion),
  /** A file on its way to a version, if any. */
  stage: stage.nullable(),
})
export type PriceListCard = z.output<typeof priceListCard>

export const listPriceLists = route({
  method: 'GET',
  path: '/api/catalogue/price-lists',
  summary: 'Price lists of directions',
  access: 'catalogue.read',
  query: z.object({ archived: z.enum(['yes', 'no']).default('no') }),
  response: z.object({ items: z.array(priceList) }),
})
export const readPriceList = route({
  method: 'GET',
  path: '/api/catalogue/price-lists/:id',
  summary: 'A price list with its versions and the file that is being prepared',
  access: 'catalogue.read',
  params: idParams,
  response: priceListCard,
})
export const priceListForm = z.object({ name: requiredText(200) })
export const createPriceList = route({
  method: 'POST',
  path: '/api/catalogue/price-lists',
  summary: 'Create an empty price list',
  access: 'catalogue.change',
  body: priceListForm,
  response: priceListCard,
})
export const changePriceList = route({
  method: 'PATCH',
  path: '/api/catalogue/price-lists/:id',
  summary: 'Rename a price list, or put it into the archive',
  access: 'catalogue.change',
  versioned: true,
  params: idParams,
  body: z.object({ name: requiredText(200).optional(), isArchived: z.boolean().optional() }),
  response: priceListCard,
})

export const priceRow = z.object({
  prefix: z.string(),
  band: z.string().nullable(),
  name: z.string(),
  class: z.string(),
  /** Roubles for a minute and for the fact of a call, two to six decimals. */
  price: z.string(),
  callPrice: z.string(),
  stepSeconds: z.number().int().nullable(),
  freeSeconds: z.number().int().nullable(),
  minimumSeconds: z.number().int().nullable(),
})
export type PriceRow = z.output<typeof priceRow>
export const listPriceRows = route({
  method: 'GET',
  path: '/api/catalogue/price-lists/:id/rows',
  summary: 'Rows of a version by prefix, the version in force today unless named',
  access: 'catalogue.read',
  params: idParams,
  query: listQuery.extend({
    number: z.coerce.number().int().positive().optional(),
    /** The beginning of a prefix, or a part of a direction's name. */
    q: z.string().trim().max(100).optional(),
  }),
  response: page(priceRow),
})
export const quoteCall = route({
  method: 'GET',
  path: '/api/catalogue/price-lists/:id/quote',
  summary: 'What a call to a number costs at a moment, by the list alone',
  access: 'catalogue.read',
  params: idParams,
  query: z.object({ number: z.string().trim().min(1).max(40), at: instant.optional() }),
  response: z.object({
    digits: z.string(),
    versionNumber: z.number().int().nullable(),
    band: z.string().nullable(),
    row: priceRow.nullable(),
  }),
})

const stageParams = z.object({ id, stageId: id })
export const openStage = route({
  method: 'POST',
  path: '/api/catalogue/price-lists/:id/stages',
  summary: 'Begin to send a file of prices; a file that was not finished before is dropped',
  access: 'catalogue.change',
  params: idParams,
  body: z.object({
    fileName: requiredText(255),
    fileBytes: z.number().int().min(1).max(FILE_BYTES_MAX),
  }),
  response: stage,
})
export const sendPart = route({
  method: 'PUT',
  path: '/api/catalogue/price-lists/:id/stages/:stageId/parts/:number',
  summary: `One piece of the file, ${PART_BYTES} bytes each, counted from 0; safe to repeat`,
  access: 'catalogue.change',
  upload: 'piece',
  params: stageParams.extend({ number: z.coerce.number().int().min(0).max(1000) }),
  response: stage,
})
export const readStage = route({
  method: 'GET',
  path: '/api/catalogue/price-lists/:id/stages/:stageId',
  summary: 'How far a file is',
  access: 'catalogue.read',
  params: stageParams,
  response: stage,
})
export const readStageHead = route({
  method: 'GET',
  path: '/api/catalogue/price-lists/:id/stages/:stageId/head',
  summary: 'The first rows of the file, and what its columns seem to be',
  access: 'catalogue.read',
  params: stageParams,
  response: z.object({
    rows: z.array(z.array(z.string())),
    hasHeadings: z.boolean(),
    columns: z.array(z.enum(PRICE_FIELDS).nullable()),
  }),
})
export const stageMapping = z
  .object({
    columns,
    hasHeadings: z.boolean(),
    /** The class of rows that name none. */
    callClass: codeText,
  })
  .refine(({ columns: fields }) => fields.includes('prefix'), {
    message: 'prefix-column',
    path: ['columns'],
  })
  .refine(({ columns: fields }) => fields.includes('price'), {
    message: 'price-column',
    path: ['columns'],
  })
  .refine(
    ({ columns: fields }) => {
      const used = fields.filter((field) => field !== null)
      return new Set(used).size === used.length
    },
    { message: 'column-twice', path: ['columns'] },
  )
export type StageMapping = z.output<typeof stageMapping>
export const checkStage = route({
  method: 'POST',
  path: '/api/catalogue/price-lists/:id/stages/:stageId/check',
  summary: 'Read the whole file by this mapping and compare it with the last version',
  access: 'catalogue.change',
  params: stageParams,
  body: stageMapping,
  response: stage,
})
export const stageFault = z.object({
  row: z.number().int(),
  field: z.string(),
  rule: z.string(),
  value: z.string(),
  otherRow: z.number().int().nullable(),
})
export type StageFault = z.output<typeof stageFault>
export const listStageFaults = route({
  method: 'GET',
  path: '/api/catalogue/price-lists/:id/stages/:stageId/faults',
  summary: 'The first faults of the file',
  access: 'catalogue.read',
  params: stageParams,
  response: z.object({ items: z.array(stageFault) }),
})
export const priceChange = z.object({
  prefix: z.string(),
  band: z.string().nullable(),
  name: z.string(),
  kind: z.enum(CHANGE_KINDS),
  oldPrice: z.string().nullable(),
  newPrice: z.string().nullable(),
  oldCallPrice: z.string().nullable(),
  newCallPrice: z.string().nullable(),
})
export type PriceChange = z.output<typeof priceChange>
export const listPriceChanges = route({
  method: 'GET',
  path: '/api/catalogue/price-lists/:id/stages/:stageId/changes',
  summary: 'What the file changes against the last version, the largest change first',
  access: 'catalogue.read',
  params: stageParams,
  query: listQuery.extend({ kind: z.enum(CHANGE_KINDS).optional() }),
  response: page(priceChange),
})
export const applyStage = route({
  method: 'POST',
  path: '/api/catalogue/price-lists/:id/stages/:stageId/apply',
  summary: 'Make a version of the file from a day on',
  access: 'catalogue.change',
  versioned: true,
  params: stageParams,
  body: z.object({ from: day }),
  response: priceListCard,
})
export const cancelStage = route({
  method: 'POST',
  path: '/api/catalogue/price-lists/:id/stages/:stageId/cancel',
  summary: 'Drop a file that has not become a version',
  access: 'catalogue.change',
  params: stageParams,
  response: done,
})
export const withdrawPriceVersion = route({
  method: 'DELETE',
  path: '/api/catalogue/price-lists/:id/versions/last',
  summary: 'Take back the last version while it has not begun; the one before it goes on',
  access: 'catalogue.change',
  versioned: true,
  params: idParams,
  response: priceListCard,
})
export const restorePriceVersion = route({
  method: 'POST',
  path: '/api/catalogue/price-lists/:id/versions/:number/restore',
  summary: 'Publish the prices of an earlier version again from a day on',
  access: 'catalogue.change',
  versioned: true,
  params: z.object({ id, number: z.coerce.number().int().positive() }),
  body: z.object({ from: day }),
  response: priceListCard,
})
