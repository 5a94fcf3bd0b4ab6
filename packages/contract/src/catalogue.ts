import { z } from 'zod'
import { route } from './route.ts'
import {
  amountFromZeroText,
  day,
  id,
  idParams,
  instant,
  money,
  requiredText,
  version,
} from './values.ts'

export const FEE_PERIODS = ['month', 'day'] as const
export const FEE_CHARGED = ['in-advance', 'daily-parts'] as const
export const BLOCK_POLICIES = ['none', 'after-debt', 'before-charge'] as const
export const SPEED_KBPS_MAX = 100_000_000

export const serviceClass = z.object({
  id,
  code: z.string(),
  nameRu: z.string(),
  nameEn: z.string(),
  invoiceLine: z.string(),
})
export type ServiceClass = z.output<typeof serviceClass>
export const listServiceClasses = route({
  method: 'GET',
  path: '/api/catalogue/service-classes',
  summary: 'Classes of services',
  access: 'catalogue.read',
  response: z.object({ items: z.array(serviceClass) }),
})

const kbps = z.coerce.number().int().min(0).max(SPEED_KBPS_MAX)
/** What a tariff costs and gives. Speeds are in kbit/s, 0 = unlimited. */
export const termsForm = z.object({
  fee: amountFromZeroText,
  feePeriod: z.enum(FEE_PERIODS),
  feeCharged: z.enum(FEE_CHARGED),
  blockPolicy: z.enum(BLOCK_POLICIES),
  speedDownKbps: kbps,
  speedUpKbps: kbps,
})

export const tariffVersion = z.object({
  number: z.number().int(),
  from: day,
  until: day.nullable(),
  fee: money,
  feePeriod: z.enum(FEE_PERIODS),
  feeCharged: z.enum(FEE_CHARGED),
  blockPolicy: z.enum(BLOCK_POLICIES),
  speedDownKbps: z.number().int(),
  speedUpKbps: z.number().int(),
  publishedAt: instant,
  publishedBy: z.string(),
})
export type TariffVersion = z.output<typeof tariffVersion>

export const tariff = z.object({
  id,
  name: z.string(),
  serviceClass: z.string(),
  currency: z.string(),
  isHidden: z.boolean(),
  archivedAt: instant.nullable(),
  version,
  /** The version in force today; null before the first one begins. */
  current: tariffVersion.nullable(),
})
export type Tariff = z.output<typeof tariff>
export const tariffCard = tariff.extend({ versions: z.array(tariffVersion) })

export const listTariffs = route({
  method: 'GET',
  path: '/api/catalogue/tariffs',
  summary: 'Tariffs with their present terms',
  access: 'catalogue.read',
  query: z.object({ archived: z.enum(['yes', 'no']).default('no') }),
  response: z.object({ items: z.array(tariff) }),
})
export const readTariff = route({
  method: 'GET',
  path: '/api/catalogue/tariffs/:id',
  summary: 'A tariff with all its versions',
  access: 'catalogue.read',
  params: idParams,
  response: tariffCard,
})
export const tariffForm = termsForm.extend({
  name: requiredText(200),
  serviceClass: z.string().default('internet'),
  from: day,
})
export const createTariff = route({
  method: 'POST',
  path: '/api/catalogue/tariffs',
  summary: 'Create a tariff and publish its first version',
  access: 'catalogue.change',
  body: tariffForm,
  response: tariffCard,
})
export const changeTariff = route({
  method: 'PATCH',
  path: '/api/catalogue/tariffs/:id',
  summary: 'Rename, hide or archive a tariff',
  access: 'catalogue.change',
  versioned: true,
  params: idParams,
  body: z.object({
    name: requiredText(200).optional(),
    isHidden: z.boolean().optional(),
    isArchived: z.boolean().optional(),
  }),
  response: tariffCard,
})
export const publishTariffVersion = route({
  method: 'POST',
  path: '/api/catalogue/tariffs/:id/versions',
  summary: 'Publish the next version: new terms from a day on, for every account of the tariff',
  access: 'catalogue.change',
  versioned: true,
  params: idParams,
  body: termsForm.extend({ from: day }),
  response: tariffCard,
})
