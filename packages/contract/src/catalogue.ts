import { z } from 'zod'
import { AUDIENCES, TARIFF_FAMILIES, termsForm, termsShown } from './catalogue/terms.ts'
import { route } from './route.ts'
import { day, id, idParams, instant, requiredText, version } from './values.ts'

export const VAT_TREATMENTS = ['standard', 'none'] as const
const serviceClassForm = z.object({
  nameRu: requiredText(100),
  nameEn: requiredText(100),
  /** How invoices and receipts name what was supplied. */
  invoiceLine: requiredText(200),
  /** Unit of measure by OKEI: 362 month, 355 minute, 796 piece. */
  unitCode: z.string().regex(/^\d{3,4}$/, 'okei'),
  vat: z.enum(VAT_TREATMENTS),
  /** Payment subject of a fiscal receipt (tag 1212): 4 = service. */
  paymentSubject: z.coerce.number().int().min(1).max(33),
  /** Families of tariffs that the class may go into. */
  families: z.array(z.enum(TARIFF_FAMILIES)),
})
export const serviceClass = serviceClassForm.extend({
  id,
  code: z.string(),
  archivedAt: instant.nullable(),
  version,
})
export type ServiceClass = z.output<typeof serviceClass>
export const listServiceClasses = route({
  method: 'GET',
  path: '/api/catalogue/service-classes',
  summary: 'Classes of services',
  access: 'catalogue.read',
  response: z.object({ items: z.array(serviceClass) }),
})

export const createServiceClass = route({
  method: 'POST',
  path: '/api/catalogue/service-classes',
  summary: 'Add a class of services of your own',
  access: 'catalogue.change',
  body: serviceClassForm.extend({ code: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/, 'code') }),
  response: serviceClass,
})
export const changeServiceClass = route({
  method: 'PUT',
  path: '/api/catalogue/service-classes/:id',
  summary: 'Change how documents and receipts name a class, and where it may go',
  access: 'catalogue.change',
  versioned: true,
  params: idParams,
  body: serviceClassForm.extend({ isArchived: z.boolean().default(false) }),
  response: serviceClass,
})

export const tariffVersion = termsShown.extend({
  number: z.number().int(),
  audience: z.enum(AUDIENCES),
  from: day,
  until: day.nullable(),
  publishedAt: instant,
  publishedBy: z.string(),
})
export type TariffVersion = z.output<typeof tariffVersion>

export const tariff = z.object({
  id,
  name: z.string(),
  family: z.enum(TARIFF_FAMILIES),
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
  family: z.enum(TARIFF_FAMILIES).default('internet-flat'),
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
  summary: 'Publish the next version: new terms from a day on, for all accounts or new ones only',
  access: 'catalogue.change',
  versioned: true,
  params: idParams,
  body: termsForm.extend({ from: day, audience: z.enum(AUDIENCES).default('everybody') }),
  response: tariffCard,
})
export const withdrawTariffVersion = route({
  method: 'DELETE',
  path: '/api/catalogue/tariffs/:id/versions/last',
  summary: 'Take back the last version while it has not begun; the one before it goes on',
  access: 'catalogue.change',
  versioned: true,
  params: idParams,
  response: tariffCard,
})
