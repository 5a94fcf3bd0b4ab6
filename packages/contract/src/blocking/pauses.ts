import { z } from 'zod'
import { route } from '../route.ts'
import { day, id, idParams, instant, requiredText, text, version } from '../values.ts'

export const PAUSE_DAYS_MAX = 3650
const days = z.coerce.number().int().min(0).max(PAUSE_DAYS_MAX)

const pauseTemplateForm = z
  .object({
    name: requiredText(100),
    daysMin: days.min(1),
    daysMax: days.min(1),
    /** How many pauses may begin in one calendar year; null = any number. */
    usesPerYear: z.coerce.number().int().min(1).max(366).nullable().default(null),
    /** The pause is ordered so many days before it begins. */
    noticeDays: days.max(365).default(0),
    /** The contract is at least so many days old. */
    contractDaysMin: days.default(0),
    needsNoDebt: z.boolean().default(true),
  })
  .refine(({ daysMin, daysMax }) => daysMin <= daysMax, { path: ['daysMax'], message: 'min-max' })
export const pauseTemplate = z.object({
  id,
  name: z.string(),
  daysMin: z.number().int(),
  daysMax: z.number().int(),
  usesPerYear: z.number().int().nullable(),
  noticeDays: z.number().int(),
  contractDaysMin: z.number().int(),
  needsNoDebt: z.boolean(),
  archivedAt: instant.nullable(),
  version,
})
export type PauseTemplate = z.output<typeof pauseTemplate>

export const listPauseTemplates = route({
  method: 'GET',
  path: '/api/blocking/pause-templates',
  summary: 'On what terms accounts may be paused at own wish',
  access: 'accounts.read',
  response: z.object({ items: z.array(pauseTemplate) }),
})
export const createPauseTemplate = route({
  method: 'POST',
  path: '/api/blocking/pause-templates',
  summary: 'Add terms for pauses',
  access: 'catalogue.change',
  body: pauseTemplateForm,
  response: pauseTemplate,
})
export const changePauseTemplate = route({
  method: 'PUT',
  path: '/api/blocking/pause-templates/:id',
  summary: 'Change terms for pauses, archive them or take them back; pauses ordered before stay',
  access: 'catalogue.change',
  versioned: true,
  params: idParams,
  body: pauseTemplateForm.safeExtend({ isArchived: z.boolean().default(false) }),
  response: pauseTemplate,
})

const accountParams = z.object({ accountId: id })
export const pause = z.object({
  /** Cancels the pause when given to the list of planned actions: `action:17`. */
  key: z.string(),
  pauseTemplateId: id,
  from: day,
  until: day,
  state: z.enum(['planned', 'going-on', 'over']),
  reason: z.string(),
  author: z.string(),
})
export type Pause = z.output<typeof pause>
export const listPauses = route({
  method: 'GET',
  path: '/api/blocking/accounts/:accountId/pauses',
  summary: 'Pauses of an account in the last year and to come',
  access: 'accounts.read',
  params: accountParams,
  response: z.object({ items: z.array(pause) }),
})
export const pauseForm = z.object({
  pauseTemplateId: id,
  from: day,
  /** The first day on which the account works again. */
  until: day,
  reason: text(500).default(''),
})
export const pauseAccount = route({
  method: 'POST',
  path: '/api/blocking/accounts/:accountId/pauses',
  summary: 'Pause an account at own wish from a day until another, by the terms of a template',
  access: 'blocking.change',
  idempotent: true,
  params: accountParams,
  body: pauseForm,
  response: pause,
})
