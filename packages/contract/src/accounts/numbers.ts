import { z } from 'zod'
import { route } from '../route.ts'
import { day, id } from '../values.ts'

/** Digits of a number as it is written anywhere: `+7 (495) 123-45-67`, and in Russia `8 495 123-45-67`. */
export const phoneNumber = z
  .string()
  .transform((text) => text.replaceAll(/[\s().\-\u00a0]/g, ''))
  .transform((text) => text.replace(/^8(\d{10})$/, '7$1').replace(/^\+/, ''))
  .pipe(z.string().regex(/^[1-9]\d{2,14}$/, 'phone-number'))

/** One number, or all from the first to the last, which the account has over days. */
export const accountNumber = z.object({
  id,
  accountId: id,
  first: z.string(),
  last: z.string(),
  from: day,
  until: day.nullable(),
  author: z.string(),
})
export type AccountNumber = z.output<typeof accountNumber>

const accountParams = z.object({ accountId: id })
export const listAccountNumbers = route({
  method: 'GET',
  path: '/api/accounts/numbers',
  summary: 'Telephone numbers of the accounts of a contract, over time',
  access: 'accounts.read',
  query: z.object({ contractId: id }),
  response: z.object({ items: z.array(accountNumber) }),
})
export const numberForm = z.object({
  first: phoneNumber,
  /** The last number of a range; empty = one number. */
  last: phoneNumber.or(z.literal('')).default(''),
  from: day,
})
export const giveNumber = route({
  method: 'POST',
  path: '/api/accounts/:accountId/numbers',
  summary: 'Give an account a telephone number, or a range of them, from a day on',
  access: 'accounts.change',
  idempotent: true,
  params: accountParams,
  body: numberForm,
  response: accountNumber,
})
export const endNumber = route({
  method: 'POST',
  path: '/api/accounts/numbers/:id/end',
  summary: 'Take numbers away before a day; before their first day = as if they were never given',
  access: 'accounts.change',
  params: z.object({ id }),
  body: z.object({ until: day }),
  response: z.object({ items: z.array(accountNumber) }),
})
