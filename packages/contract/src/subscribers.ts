import { z } from 'zod'
import { route } from './route.ts'
import { requisites } from './settings.ts'
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
} from './values.ts'

export const SUBSCRIBER_KINDS = ['person', 'sole-proprietor', 'company'] as const
export const ADDRESS_KINDS = ['installation', 'registration', 'postal'] as const
export const PAYMENT_METHODS = ['advance', 'credit'] as const

export const phone = z
  .string()
  .transform((value) => value.replaceAll(/[\s()-]/g, ''))
  .pipe(z.string().regex(/^\+?\d{10,15}$/, 'phone'))

export const contactForm = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('phone'), value: phone, note: text(200).default('') }),
  z.object({ kind: z.literal('email'), value: z.email().max(200), note: text(200).default('') }),
])
export const contact = z.object({
  kind: z.enum(['phone', 'email']),
  value: z.string(),
  note: z.string(),
})
export type Contact = z.output<typeof contact>

export const addressForm = z.object({
  kind: z.enum(ADDRESS_KINDS),
  postcode: z
    .string()
    .regex(/^\d{0,10}$/, 'postcode')
    .default(''),
  region: text(200).default(''),
  city: text(200).default(''),
  street: text(200).default(''),
  house: text(50).default(''),
  flat: text(50).default(''),
  entrance: text(20).default(''),
  floor: text(20).default(''),
})
export const address = addressForm.extend({ fullText: z.string() })
export type Address = z.output<typeof address>

const identity = z
  .object({
    passportSeries: text(10).default(''),
    passportNumber: text(20).default(''),
    passportIssuedBy: text(300).default(''),
    passportIssuedOn: day.or(z.literal('')).default(''),
    birthDate: day.or(z.literal('')).default(''),
    birthPlace: text(300).default(''),
  })
  .partial()

/** A subscriber card as it is typed. A person has a surname and a name; the others a name. */
export const subscriberForm = z
  .object({
    kind: z.enum(SUBSCRIBER_KINDS),
    name: text(300).default(''),
    surname: text(100).default(''),
    givenName: text(100).default(''),
    patronymic: text(100).default(''),
    requisites: requisites
      .partial()
      .extend({ ...identity.shape })
      .default({}),
    contacts: z.array(contactForm).max(20).default([]),
    addresses: z.array(addressForm).max(3).default([]),
    note: text(2000).default(''),
  })
  .superRefine((form, context) => {
    const required =
      form.kind === 'company' ? (['name'] as const) : (['surname', 'givenName'] as const)
    for (const field of required) {
      if (!form[field]) context.addIssue({ code: 'custom', path: [field], message: 'required' })
    }
  })

export const contract = z.object({
  id,
  subscriberId: id,
  operatorId: id,
  number: z.string(),
  paymentCode: z.string(),
  signedOn: day,
  closedOn: day.nullable(),
  paymentMethod: z.enum(PAYMENT_METHODS),
  isNeverBlocked: z.boolean(),
  currency: z.string(),
  creditLimit: money,
  version,
})
export type Contract = z.output<typeof contract>

export const subscriber = z.object({
  id,
  kind: z.enum(SUBSCRIBER_KINDS),
  name: z.string(),
  surname: z.string(),
  givenName: z.string(),
  patronymic: z.string(),
  requisites: z.record(z.string(), z.string()),
  contacts: z.array(contact),
  addresses: z.array(address),
  note: z.string(),
  createdAt: instant,
  archivedAt: instant.nullable(),
  version,
  contracts: z.array(contract),
})
export type Subscriber = z.output<typeof subscriber>

export const registerSubscriber = route({
  method: 'POST',
  path: '/api/subscribers',
  summary: 'Register a subscriber',
  access: 'subscribers.change',
  idempotent: true,
  body: subscriberForm,
  response: subscriber,
})
export const readSubscriber = route({
  method: 'GET',
  path: '/api/subscribers/:id',
  summary: 'A subscriber card with its contracts',
  access: 'subscribers.read',
  params: idParams,
  response: subscriber,
})
export const changeSubscriber = route({
  method: 'PUT',
  path: '/api/subscribers/:id',
  summary: 'Change a subscriber card',
  access: 'subscribers.change',
  versioned: true,
  params: idParams,
  body: subscriberForm,
  response: subscriber,
})
export const archiveSubscriber = route({
  method: 'POST',
  path: '/api/subscribers/:id/archive',
  summary: 'Put a card without open contracts into the archive, or take it back',
  access: 'subscribers.change',
  versioned: true,
  params: idParams,
  body: z.object({ isArchived: z.boolean() }),
  response: subscriber,
})

export const contractForm = z.object({
  subscriberId: id,
  /** Left empty, the number comes from the operator's template. */
  number: z
    .string()
    .trim()
    .max(50)
    .regex(/^[\p{L}\d][\p{L}\d ./_-]*$/u, 'number')
    .or(z.literal(''))
    .default(''),
  signedOn: day,
  paymentMethod: z.enum(PAYMENT_METHODS),
  creditLimit: amountFromZeroText.default('0'),
  isNeverBlocked: z.boolean().default(false),
})
export const signContract = route({
  method: 'POST',
  path: '/api/subscribers/contracts',
  summary: 'Sign a contract with a subscriber',
  access: 'subscribers.change',
  idempotent: true,
  body: contractForm,
  response: contract,
})
export const readContract = route({
  method: 'GET',
  path: '/api/subscribers/contracts/:id',
  summary: 'A contract',
  access: 'subscribers.read',
  params: idParams,
  response: contract,
})
export const changeContract = route({
  method: 'PATCH',
  path: '/api/subscribers/contracts/:id',
  summary: 'Change the payment method of a contract or whether money blocks it',
  access: 'subscribers.change',
  versioned: true,
  params: idParams,
  body: z.object({
    paymentMethod: z.enum(PAYMENT_METHODS).optional(),
    isNeverBlocked: z.boolean().optional(),
  }),
  response: contract,
})
export const changeCreditLimit = route({
  method: 'POST',
  path: '/api/subscribers/contracts/:id/credit-limit',
  summary: 'Set how far below zero a contract may go, from now on',
  access: 'subscribers.change',
  versioned: true,
  params: idParams,
  body: z.object({ amount: amountFromZeroText, reason: requiredText(500) }),
  response: contract,
})
export const listCreditLimits = route({
  method: 'GET',
  path: '/api/subscribers/contracts/:id/credit-limits',
  summary: 'History of the credit limit',
  access: 'subscribers.read',
  params: idParams,
  response: z.object({
    items: z.array(
      z.object({
        from: instant,
        until: instant.nullable(),
        amount: money,
        author: z.string(),
        reason: z.string(),
      }),
    ),
  }),
})
