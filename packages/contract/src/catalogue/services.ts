import { z } from 'zod'
import { route } from '../route.ts'
import {
  amountFromZeroText,
  day,
  id,
  idParams,
  instant,
  money,
  requiredText,
  text,
  version,
} from '../values.ts'
import { INCOMPLETE_PERIODS, kbps } from './terms.ts'

export const SERVICE_KINDS = ['one-off', 'monthly', 'monthly-by-days', 'daily'] as const
export const DISCOUNT_SCOPES = ['account', 'contract'] as const
export const SERVICE_QUANTITY_MAX = 10_000

const amount = amountFromZeroText.default('0')
const quantity = z.coerce.number().int().min(1).max(SERVICE_QUANTITY_MAX)
const quantityDiscount = z.object({
  from: quantity,
  basisPoints: z.coerce.number().int().min(0).max(10_000),
})
export const TURBO_HOURS_MAX = 744
/** Speeds in kbit/s, 0 = unlimited. */
const turbo = z.object({
  hours: z.coerce.number().int().min(1).max(TURBO_HOURS_MAX),
  downKbps: kbps,
  upKbps: kbps,
})
const members = z.array(z.object({ serviceId: id, quantity: quantity.default(1) })).max(50)

/** What a service costs. A quantity discount is in basis points: 1000 = ten percent less. */
export const serviceTermsForm = z.object({
  price: amountFromZeroText,
  activation: amount,
  firstPeriod: z.enum(INCOMPLETE_PERIODS).default('by-days'),
  lastPeriod: z.enum(INCOMPLETE_PERIODS).default('by-days'),
  promoDays: z.coerce.number().int().min(0).max(3650).default(0),
  promoPrice: amount,
  termMonthsMin: z.coerce.number().int().min(0).max(120).default(0),
  exitFee: amount,
  blockFees: z
    .object({ money: amount, staff: amount, 'own-wish': amount })
    .default({ money: '0', staff: '0', 'own-wish': '0' }),
  quantityDiscounts: z.array(quantityDiscount).max(20).default([]),
  /** A one-off service that makes the access faster for some hours from the moment it is given. */
  turbo: turbo.nullable().default(null),
})
const serviceForm = z.object({
  name: requiredText(200),
  quantityMax: quantity.default(1),
  discountScope: z.enum(DISCOUNT_SCOPES).default('account'),
  members: members.default([]),
  externalId: text(200).default(''),
})

export const serviceVersion = z.object({
  number: z.number().int(),
  from: day,
  until: day.nullable(),
  price: money,
  activation: money,
  firstPeriod: z.enum(INCOMPLETE_PERIODS),
  lastPeriod: z.enum(INCOMPLETE_PERIODS),
  promoDays: z.number().int(),
  promoPrice: money,
  termMonthsMin: z.number().int(),
  exitFee: money,
  blockFees: z.object({ money, staff: money, 'own-wish': money }),
  quantityDiscounts: z.array(quantityDiscount),
  turbo: turbo.nullable(),
  publishedAt: instant,
  publishedBy: z.string(),
})
export type ServiceVersion = z.output<typeof serviceVersion>

export const service = z.object({
  id,
  name: z.string(),
  kind: z.enum(SERVICE_KINDS),
  serviceClass: z.string(),
  currency: z.string(),
  quantityMax: z.number().int(),
  discountScope: z.enum(DISCOUNT_SCOPES),
  /** Services that come with this one at its price; a service with members is a package. */
  members: z.array(z.object({ serviceId: id, quantity: z.number().int() })),
  externalId: z.string(),
  isHidden: z.boolean(),
  archivedAt: instant.nullable(),
  version,
  /** The price in force today; null before the first one begins. */
  current: serviceVersion.nullable(),
})
export type Service = z.output<typeof service>
export const serviceCard = service.extend({ versions: z.array(serviceVersion) })

export const listServices = route({
  method: 'GET',
  path: '/api/catalogue/services',
  summary: 'Services and packages with their present prices',
  access: 'catalogue.read',
  query: z.object({ archived: z.enum(['yes', 'no']).default('no') }),
  response: z.object({ items: z.array(service) }),
})
export const readService = route({
  method: 'GET',
  path: '/api/catalogue/services/:id',
  summary: 'A service with all its prices',
  access: 'catalogue.read',
  params: idParams,
  response: serviceCard,
})
export const createService = route({
  method: 'POST',
  path: '/api/catalogue/services',
  summary: 'Create a service or a package of services and publish its first price',
  access: 'catalogue.change',
  body: serviceForm.extend({
    ...serviceTermsForm.shape,
    kind: z.enum(SERVICE_KINDS),
    serviceClass: z.string().default('periodic'),
    from: day,
  }),
  response: serviceCard,
})
export const changeService = route({
  method: 'PATCH',
  path: '/api/catalogue/services/:id',
  summary: 'Rename, hide or archive a service, change its package or its quantity',
  access: 'catalogue.change',
  versioned: true,
  params: idParams,
  body: z.object({
    name: requiredText(200).optional(),
    quantityMax: quantity.optional(),
    discountScope: z.enum(DISCOUNT_SCOPES).optional(),
    members: members.optional(),
    externalId: text(200).optional(),
    isHidden: z.boolean().optional(),
    isArchived: z.boolean().optional(),
  }),
  response: serviceCard,
})
export const publishServiceVersion = route({
  method: 'POST',
  path: '/api/catalogue/services/:id/versions',
  summary: 'Publish the next price of a service from a day on',
  access: 'catalogue.change',
  versioned: true,
  params: idParams,
  body: serviceTermsForm.extend({ from: day }),
  response: serviceCard,
})
