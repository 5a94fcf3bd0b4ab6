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

const months = z.coerce.number().int().min(1).max(120)
const promoCode = z
  .string()
  .trim()
  .max(40)
  .regex(/^[\p{L}\d-]*$/u, 'promo-code')

/** Where the connection is: a part left empty fits any. */
const addressForm = z
  .object({
    city: text(200).default(''),
    street: text(200).default(''),
    house: text(50).default(''),
  })
  .refine(({ city, street }) => city !== '' || street !== '', {
    path: ['street'],
    message: 'city-or-street',
  })
export const PROMOTION_ADDRESSES_MAX = 500

const promotionForm = z
  .object({
    name: requiredText(100),
    /** The days on which it can be taken; what was given runs on. */
    from: day,
    until: day.nullable().default(null),
    /** Empty = any tariff. */
    tariffIds: z.array(id).max(500).default([]),
    /** Only accounts opened on these days. */
    connectedFrom: day.nullable().default(null),
    connectedUntil: day.nullable().default(null),
    /** Only accounts that are in one of these groups; empty = whoever. */
    accountGroupIds: z.array(id).max(500).default([]),
    /** Only accounts of contracts that are in one of these groups; empty = whoever. */
    contractGroupIds: z.array(id).max(500).default([]),
    /** Only accounts connected at one of these addresses; empty = anywhere. */
    addresses: z.array(addressForm).max(PROMOTION_ADDRESSES_MAX).default([]),
    /** Empty = given by itself. */
    promoCode: promoCode.default(''),
    /** Off the fee of the tariff: 1000 is ten per cent. */
    discountBasisPoints: z.coerce.number().int().min(0).max(10_000).default(0),
    /** Null = without end. */
    discountMonths: months.nullable().default(null),
    giftServiceId: id.nullable().default(null),
    giftMonths: months.nullable().default(null),
    bonus: amountFromZeroText.default('0'),
    priority: z.coerce.number().int().min(0).max(1000).default(100),
    isStacking: z.boolean().default(true),
  })
  .refine((form) => (form.giftServiceId === null) === (form.giftMonths === null), {
    path: ['giftMonths'],
    message: 'gift-months',
  })
  .refine(
    (form) =>
      form.discountBasisPoints > 0 ||
      form.giftServiceId !== null ||
      !/^0+(\.0+)?$/.test(form.bonus),
    { path: ['discountBasisPoints'], message: 'gives-nothing' },
  )
  .refine((form) => form.until === null || form.until > form.from, {
    path: ['until'],
    message: 'end-before-begin',
  })
export const promotion = z.object({
  id,
  name: z.string(),
  from: day,
  until: day.nullable(),
  tariffIds: z.array(id),
  connectedFrom: day.nullable(),
  connectedUntil: day.nullable(),
  accountGroupIds: z.array(id),
  contractGroupIds: z.array(id),
  addresses: z.array(z.object({ city: z.string(), street: z.string(), house: z.string() })),
  promoCode: z.string(),
  discountBasisPoints: z.number().int(),
  discountMonths: z.number().int().nullable(),
  giftServiceId: id.nullable(),
  giftMonths: z.number().int().nullable(),
  bonus: money,
  priority: z.number().int(),
  isStacking: z.boolean(),
  archivedAt: instant.nullable(),
  version,
})
export type Promotion = z.output<typeof promotion>

export const listPromotions = route({
  method: 'GET',
  path: '/api/catalogue/promotions',
  summary: 'Promotions, those that can be taken first',
  access: 'catalogue.read',
  response: z.object({ items: z.array(promotion) }),
})
export const createPromotion = route({
  method: 'POST',
  path: '/api/catalogue/promotions',
  summary: 'Start a promotion: who fits gets a discount, a gift service or a bonus',
  access: 'catalogue.change',
  body: promotionForm,
  response: promotion,
})
export const changePromotion = route({
  method: 'PUT',
  path: '/api/catalogue/promotions/:id',
  summary: 'Change a promotion for those who take it from now on, or archive it',
  access: 'catalogue.change',
  versioned: true,
  params: idParams,
  body: promotionForm.safeExtend({ isArchived: z.boolean().default(false) }),
  response: promotion,
})
