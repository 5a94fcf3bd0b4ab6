import { z } from 'zod'
import { AUDIENCES, termsForm } from '../catalogue/terms.ts'
import { route } from '../route.ts'
import { day, idParams, money } from '../values.ts'

export const PREVIEW_MONTHS_MAX = 13

export const previewedMonth = z.object({
  /** The days that the fee is for. */
  from: day,
  until: day,
  /** The first day on which some of it is taken. */
  chargedOn: day,
  /** On how many days it is taken: once, or a part each day. */
  chargesCount: z.number().int(),
  /** Days with access that are paid for. */
  days: z.number().int(),
  amount: money,
})
export type PreviewedMonth = z.output<typeof previewedMonth>

export const previewTerms = route({
  method: 'POST',
  path: '/api/charging/preview',
  summary: 'What somebody connected on a day would pay under terms that are not published yet',
  access: 'catalogue.read',
  asks: true,
  body: z.object({
    terms: termsForm,
    connectedOn: day,
    months: z.number().int().min(1).max(PREVIEW_MONTHS_MAX).default(3),
  }),
  response: z.object({ months: z.array(previewedMonth) }),
})

const side = z.object({ count: z.number().int(), difference: money })
export const readTermsEffect = route({
  method: 'POST',
  path: '/api/charging/tariffs/:id/effect',
  summary: 'Who would pay how much more or less in the first whole month of new terms of a tariff',
  access: 'catalogue.read',
  asks: true,
  params: idParams,
  body: z.object({ terms: termsForm, from: day, audience: z.enum(AUDIENCES) }),
  response: z.object({
    /** The month that is compared, by its first day. */
    month: day,
    accountsCount: z.number().int(),
    /** False when there are too many accounts to look at all of them. */
    isComplete: z.boolean(),
    before: money,
    after: money,
    dearer: side,
    cheaper: side,
    sameCount: z.number().int(),
  }),
})
