import { z } from 'zod'
import { SERVICE_KINDS } from '../catalogue/services.ts'
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

export const INSTALMENTS_MAX = 60
const quantity = z.coerce.number().int().min(1).max(10_000)

export const assignedService = z.object({
  id,
  accountId: id,
  serviceId: id,
  serviceName: z.string(),
  serviceKind: z.enum(SERVICE_KINDS),
  /** Of one piece today, or on the day when it was done; null when the price has not begun. */
  price: money.nullable(),
  quantity: z.number().int(),
  from: day,
  /** The first day without it; a one-off service was done on `from`. */
  until: day.nullable(),
  /** Paid in parts: the first payment, then so many monthly ones. */
  plan: z.object({ first: money, parts: z.number().int(), repaidOn: day.nullable() }).nullable(),
  comment: z.string(),
  author: z.string(),
  assignedAt: instant,
  endedBy: z.string().nullable(),
  /** Assigned by mistake: as if it never was. */
  cancelledAt: instant.nullable(),
  cancelledBy: z.string().nullable(),
  /** From when to when it makes the access faster; null for what is no turbo. */
  boostedFrom: instant.nullable(),
  boostedUntil: instant.nullable(),
  version,
})
export type AssignedService = z.output<typeof assignedService>

const accountParams = z.object({ accountId: id })
export const listAssignedServices = route({
  method: 'GET',
  path: '/api/accounts/services',
  summary: 'Services that the accounts of a contract have or had, the latest first',
  access: 'accounts.read',
  query: z.object({ contractId: id }),
  response: z.object({ items: z.array(assignedService) }),
})
export const assignServiceForm = z.object({
  serviceId: id,
  quantity: quantity.default(1),
  from: day,
  until: day.nullable().default(null),
  plan: z
    .object({
      first: amountFromZeroText,
      parts: z.coerce.number().int().min(1).max(INSTALMENTS_MAX),
    })
    .nullable()
    .default(null),
  comment: text(500).default(''),
})
export const assignService = route({
  method: 'POST',
  path: '/api/accounts/:accountId/services',
  summary:
    'Assign a service or a package to an account from a day on, past or future, or do it once',
  access: 'accounts.change',
  idempotent: true,
  params: accountParams,
  body: assignServiceForm,
  response: assignedService,
})
export const endAssignedService = route({
  method: 'POST',
  path: '/api/accounts/services/:id/end',
  summary:
    'End a service before a day; an end still to come can be moved or, with null, taken back',
  access: 'accounts.change',
  versioned: true,
  params: idParams,
  body: z.object({ until: day.nullable() }),
  response: assignedService,
})
export const cancelAssignedService = route({
  method: 'POST',
  path: '/api/accounts/services/:id/cancel',
  summary: 'Cancel a service assigned by mistake: everything charged for it goes back',
  access: 'accounts.change',
  versioned: true,
  params: idParams,
  body: z.object({ reason: requiredText(500) }),
  response: assignedService,
})
export const repayInstalments = route({
  method: 'POST',
  path: '/api/accounts/services/:id/repay',
  summary: 'Repay all that is left of the instalments today',
  access: 'accounts.change',
  versioned: true,
  params: idParams,
  body: z.object({}),
  response: assignedService,
})
