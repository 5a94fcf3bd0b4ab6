import { z } from 'zod'
import { route } from '../route.ts'
import { day, id, idParams, instant, requiredText, text } from '../values.ts'

export const PERSONAL_TERM_KINDS = ['own-price', 'coefficient', 'percent', 'absolute'] as const
export const PRIORITY_MAX = 1000

/** Roubles for `own-price` and `absolute`, a factor such as 0.5 for `coefficient`, else per cent. */
const termAmount = z
  .string()
  .transform((value) => value.replaceAll(/[\s\u00a0]/g, '').replace(',', '.'))
  .pipe(z.string().regex(/^\d{1,11}(\.\d{1,4})?$/, 'amount'))

export const personalTerm = z.object({
  id,
  accountId: id,
  /** The assigned service that it is about; null = the fee of the tariff. */
  assignedServiceId: id.nullable(),
  kind: z.enum(PERSONAL_TERM_KINDS),
  amount: z.string(),
  from: day,
  until: day.nullable(),
  /** The smaller comes first. */
  priority: z.number().int(),
  /** One that does not stack stands alone: no other discount beside it. */
  isStacking: z.boolean(),
  title: z.string(),
  /** `staff`, or `promotion:<id>`. */
  source: z.string(),
  author: z.string(),
  agreedAt: instant,
  endedBy: z.string().nullable(),
  cancelledAt: instant.nullable(),
  cancelledBy: z.string().nullable(),
})
export type PersonalTerm = z.output<typeof personalTerm>

const accountParams = z.object({ accountId: id })
export const listPersonalTerms = route({
  method: 'GET',
  path: '/api/accounts/personal-terms',
  summary: 'What the accounts of a contract pay otherwise than their tariffs and services say',
  access: 'accounts.read',
  query: z.object({ contractId: id }),
  response: z.object({ items: z.array(personalTerm) }),
})
export const personalTermForm = z.object({
  assignedServiceId: id.nullable().default(null),
  kind: z.enum(PERSONAL_TERM_KINDS),
  amount: termAmount,
  from: day,
  until: day.nullable().default(null),
  priority: z.coerce.number().int().min(0).max(PRIORITY_MAX).default(100),
  isStacking: z.boolean().default(true),
  title: text(200).default(''),
})
export const agreePersonalTerm = route({
  method: 'POST',
  path: '/api/accounts/:accountId/personal-terms',
  summary: 'Agree a price, a coefficient or a discount with an account from a day on',
  access: 'accounts.terms',
  idempotent: true,
  params: accountParams,
  body: personalTermForm,
  response: personalTerm,
})
export const endPersonalTerm = route({
  method: 'POST',
  path: '/api/accounts/personal-terms/:id/end',
  summary:
    'End a personal term before a day; an end still to come can be moved or, with null, taken back',
  access: 'accounts.terms',
  params: idParams,
  body: z.object({ until: day.nullable() }),
  response: personalTerm,
})
export const cancelPersonalTerm = route({
  method: 'POST',
  path: '/api/accounts/personal-terms/:id/cancel',
  summary: 'Cancel a personal term agreed by mistake, as if it never was',
  access: 'accounts.terms',
  params: idParams,
  body: z.object({ reason: requiredText(500) }),
  response: personalTerm,
})
