import { z } from 'zod'
import { route } from '../route.ts'
import { done, id, idParams, instant, requiredText, text, version } from '../values.ts'

export const FIELD_OWNERS = ['subscriber', 'contract', 'account'] as const
export type FieldOwner = (typeof FIELD_OWNERS)[number]
export const FIELD_KINDS = ['text', 'number', 'day', 'list'] as const
export type FieldKind = (typeof FIELD_KINDS)[number]

const OPTIONS_MAX = 200
const VALUE_MAX = 1000

const looks = {
  name: requiredText(100),
  /** What can be chosen; only for a list. */
  options: z.array(requiredText(100)).max(OPTIONS_MAX).default([]),
  /** Values of the owner are not saved while this one is empty. */
  isRequired: z.boolean().default(false),
  /** Fields are shown from the lowest. */
  position: z.coerce.number().int().min(0).max(1000).default(100),
}
export const customField = z.object({
  id,
  owner: z.enum(FIELD_OWNERS),
  kind: z.enum(FIELD_KINDS),
  name: z.string(),
  options: z.array(z.string()),
  isRequired: z.boolean(),
  position: z.number().int(),
  archivedAt: instant.nullable(),
  version,
})
export type CustomField = z.output<typeof customField>

export const listCustomFields = route({
  method: 'GET',
  path: '/api/settings/custom-fields',
  summary:
    'Fields of one’s own on subscribers, contracts and accounts, in the order they are shown',
  access: 'signed-in',
  response: z.object({ items: z.array(customField) }),
})
export const createCustomField = route({
  method: 'POST',
  path: '/api/settings/custom-fields',
  summary: 'Add a field of one’s own',
  access: 'settings.change',
  body: z.object({ ...looks, owner: z.enum(FIELD_OWNERS), kind: z.enum(FIELD_KINDS) }),
  response: customField,
})
export const changeCustomField = route({
  method: 'PUT',
  path: '/api/settings/custom-fields/:id',
  summary: 'Rename a field, change what can be chosen, archive it or take it back; values stay',
  access: 'settings.change',
  versioned: true,
  params: idParams,
  body: z.object({ ...looks, isArchived: z.boolean().default(false) }),
  response: customField,
})

export const customValue = z.object({
  owner: z.enum(FIELD_OWNERS),
  ownerId: id,
  fieldId: id,
  value: z.string(),
})
export type CustomValue = z.output<typeof customValue>

/** By the id of the field; what is not named stays as it is, an empty text clears. */
const body = z.object({ values: z.record(z.string().regex(/^\d{1,9}$/), text(VALUE_MAX)) })

export const changeSubscriberValues = route({
  method: 'PUT',
  path: '/api/subscribers/:id/custom-values',
  summary: 'Fill in fields of one’s own on a subscriber; what is not named stays',
  access: 'subscribers.change',
  params: idParams,
  body,
  response: done,
})
export const changeContractValues = route({
  method: 'PUT',
  path: '/api/subscribers/contracts/:id/custom-values',
  summary: 'Fill in fields of one’s own on a contract; what is not named stays',
  access: 'subscribers.change',
  params: idParams,
  body,
  response: done,
})
export const changeAccountValues = route({
  method: 'PUT',
  path: '/api/accounts/:id/custom-values',
  summary: 'Fill in fields of one’s own on an account; what is not named stays',
  access: 'accounts.change',
  params: idParams,
  body,
  response: done,
})
