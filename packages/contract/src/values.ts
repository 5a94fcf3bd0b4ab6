import { z } from 'zod'

/** Money in JSON: a decimal string with its currency, never a floating number. */
export const money = z
  .object({ amount: z.string().regex(/^-?\d+\.\d{2}$/), currency: z.string().length(3) })
  .meta({ id: 'Money' })
export type Money = z.output<typeof money>

/** An amount typed by a person: roubles with at most two decimals, `1234.5` or `1 234,50`. */
export const amountText = z
  .string()
  .transform((text) => text.replaceAll(/[\s\u00a0]/g, '').replace(',', '.'))
  .pipe(z.string().regex(/^-?\d{1,13}(\.\d{1,2})?$/, 'amount'))
export const positiveAmountText = amountText.refine(
  (text) => !/^-|^0+(\.0+)?$/.test(text),
  'positive',
)
export const amountFromZeroText = amountText.refine((text) => !text.startsWith('-'), 'not-negative')

/** An instant as ISO 8601 in UTC: `2026-04-17T09:30:00Z`. */
export const instant = z.iso.datetime({ offset: true })
/** A business day in the operator's time zone: `2026-04-17`. */
export const day = z.iso.date()
/** A business month: `2026-04`. */
export const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'month')

export const id = z.coerce.number().int().positive().max(2_147_483_647)
/** An id of a row that grows without bound travels as text, since JSON numbers end at 2^53. */
export const longId = z.string().regex(/^\d{1,19}$/)
export const idParams = z.object({ id })
export const longIdParams = z.object({ id: longId })

export const text = (max: number) => z.string().trim().max(max)
export const requiredText = (max: number) => z.string().trim().min(1, 'required').max(max)

export const version = z.number().int().positive()
export const done = z.object({ ok: z.literal(true) })

export const LIST_LIMIT_MAX = 200

/** The part of a list query that every list shares. */
export const listQuery = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(LIST_LIMIT_MAX).default(50),
  total: z.coerce.boolean().optional(),
})

/** A page of a list: `nextCursor` is null on the last page, `total` comes only when asked for. */
export function page<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    nextCursor: z.string().nullable(),
    total: z.number().int().optional(),
  })
}

/** A boolean in a query string. */
export const flag = z.enum(['true', 'false']).transform((value) => value === 'true')

/**
 * The body of an edit: any of the fields of a form, and what is left out stays as it is. A default of the
 * form is for what is new; in an edit it would undo what nobody spoke of.
 */
export function editOf<Shape extends z.core.$ZodLooseShape>(form: z.ZodObject<Shape>) {
  const fields = Object.entries(form.shape).map(([name, field]) => [
    name,
    z.optional(field instanceof z.ZodDefault ? field.unwrap() : field),
  ])
  return z.object(Object.fromEntries(fields) as EditShape<Shape>) // the same names, each field optional
}

type EditShape<Shape extends z.core.$ZodLooseShape> = {
  [Name in keyof Shape]: z.ZodOptional<
    Shape[Name] extends z.ZodDefault<infer Inner extends z.core.SomeType> ? Inner : Shape[Name]
  >
}
