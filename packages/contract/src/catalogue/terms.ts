import { z } from 'zod'
import { amountFromZeroText, id, money } from '../values.ts'

export const TARIFF_FAMILIES = [
  'internet-flat',
  'internet-volume',
  'internet-time',
  'telephony',
  'services',
] as const
export type TariffFamily = (typeof TARIFF_FAMILIES)[number]

export const FEE_PERIODS = ['month', 'day'] as const
export const FEE_CHARGED = ['in-advance', 'at-end', 'daily-parts'] as const
export const FEE_ANCHORS = ['calendar', 'connection'] as const
export const INCOMPLETE_PERIODS = ['by-days', 'full', 'none'] as const
export const BLOCK_POLICIES = ['none', 'after-debt', 'before-charge'] as const
/** Blocks under which a fee of its own may be taken; what is switched off is never charged. */
export const CHARGED_BLOCKS = ['money', 'staff', 'own-wish'] as const
export const AUDIENCES = ['everybody', 'new-accounts'] as const
export const SPEED_KBPS_MAX = 100_000_000
export const COEFFICIENT_MAX = 100_000

/** A price finer than a kopeck: roubles with at most six decimals. */
export const rateText = z
  .string()
  .transform((text) => text.replaceAll(/[\s\u00a0]/g, '').replace(',', '.'))
  .pipe(z.string().regex(/^\d{1,9}(\.\d{1,6})?$/, 'rate'))
const code = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, 'code')
export const kbps = z.coerce.number().int().min(0).max(SPEED_KBPS_MAX)
const seconds = z.coerce.number().int().min(0).max(86_400)
const basisPoints = z.coerce.number().int().min(0).max(COEFFICIENT_MAX)

export const SPEED_PERIODS = ['day', 'week', 'month'] as const
/** The first rule that applies gives the speed; none: the speed of the tariff. */
export const speedRule = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('band'), band: code, downKbps: kbps, upKbps: kbps }),
  z.object({
    kind: z.literal('volume'),
    fromMegabytes: z.coerce.number().int().min(1).max(1_000_000_000),
    period: z.enum(SPEED_PERIODS),
    downKbps: kbps,
    upKbps: kbps,
  }),
])
export type SpeedRule = z.output<typeof speedRule>

/** Prices by amount: each step holds from its amount on. The first one begins at zero. */
const priceSteps = z
  .array(z.object({ from: z.coerce.number().int().min(0), price: rateText }))
  .min(1)
  .max(20)
  .refine((steps) => steps[0]?.from === 0, 'steps-from-zero')
  .refine(
    (steps) => steps.every(({ from }, i) => i === 0 || from > (steps[i - 1]?.from ?? 0)),
    'steps-ascending',
  )
/** The price of one category of traffic in one band of time; null stands for all others. */
export const usagePrice = z.object({
  category: code.nullable(),
  band: code.nullable(),
  steps: priceSteps,
})
const usagePrices = z
  .array(usagePrice)
  .min(1)
  .max(200)
  .refine((prices) => prices.some(isBase), 'base-price')
  .refine(
    (prices) => new Set(prices.map((p) => `${p.category} ${p.band}`)).size === prices.length,
    'prices-unique',
  )

function isBase({ category, band }: { category: string | null; band: string | null }): boolean {
  return category === null && band === null
}

const included = {
  /** Given with the fee of each month: megabytes, or minutes. */
  included: z.coerce.number().int().min(0).max(1_000_000_000).default(0),
  /** What was not used is added to the next month, once. */
  carriesOver: z.boolean().default(false),
  /** In an incomplete month only the part by days is given. */
  includedByDays: z.boolean().default(true),
}
export const STEPPINGS = ['graduated', 'whole'] as const
const stepping = {
  /** `graduated`: each part at its own price; `whole`: everything at the price of the step reached. */
  stepping: z.enum(STEPPINGS).default('graduated'),
  prices: usagePrices,
}
export const COUNTED_TRAFFIC = ['in', 'out', 'sum', 'larger'] as const

/** What usage costs beyond the fee. Prices are of a megabyte (2^20 bytes) or a minute. */
export const usageTerms = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('volume'),
    counts: z.enum(COUNTED_TRAFFIC).default('sum'),
    ...included,
    ...stepping,
  }),
  z.object({ kind: z.literal('time'), ...included, ...stepping }),
  z.object({
    kind: z.literal('calls'),
    priceListId: id,
    ...included,
    /** Classes of calls that use up the included minutes; empty = all. */
    includedClasses: z.array(code).max(50).default([]),
    /** Durations are rounded up to so many seconds, calls up to the free seconds cost nothing. */
    stepSeconds: seconds.min(1).default(60),
    freeSeconds: seconds.default(0),
    minimumSeconds: seconds.default(0),
    /** The price of the fact of a call, beside that of its minutes. */
    callPrice: rateText.default('0'),
    /** The price of a minute of an incoming call. */
    incomingPrice: rateText.default('0'),
  }),
])
export type UsageTerms = z.output<typeof usageTerms>

const blockFee = amountFromZeroText.default('0')
/** What a tariff costs and gives. Speeds are in kbit/s, 0 = unlimited; coefficients in basis points. */
export const termsForm = z.object({
  fee: amountFromZeroText,
  feePeriod: z.enum(FEE_PERIODS),
  feeCharged: z.enum(FEE_CHARGED),
  feeAnchor: z.enum(FEE_ANCHORS).default('calendar'),
  firstPeriod: z.enum(INCOMPLETE_PERIODS).default('by-days'),
  lastPeriod: z.enum(INCOMPLETE_PERIODS).default('by-days'),
  blockFees: z
    .object({ money: blockFee, staff: blockFee, 'own-wish': blockFee })
    .default({ money: '0', staff: '0', 'own-wish': '0' }),
  blockFeeDaysMax: z.coerce.number().int().min(1).max(3650).nullable().default(null),
  coefficientMin: basisPoints.max(10_000).default(10_000),
  coefficientMax: basisPoints.min(10_000).default(10_000),
  blockPolicy: z.enum(BLOCK_POLICIES),
  speedDownKbps: kbps,
  speedUpKbps: kbps,
  speedRules: z.array(speedRule).max(50).default([]),
  usage: usageTerms.nullable().default(null),
})

/** The terms of a version as they are shown. */
export const termsShown = z.object({
  fee: money,
  feePeriod: z.enum(FEE_PERIODS),
  feeCharged: z.enum(FEE_CHARGED),
  feeAnchor: z.enum(FEE_ANCHORS),
  firstPeriod: z.enum(INCOMPLETE_PERIODS),
  lastPeriod: z.enum(INCOMPLETE_PERIODS),
  blockFees: z.object({ money, staff: money, 'own-wish': money }),
  blockFeeDaysMax: z.number().int().nullable(),
  coefficientMin: z.number().int(),
  coefficientMax: z.number().int(),
  blockPolicy: z.enum(BLOCK_POLICIES),
  speedDownKbps: z.number().int(),
  speedUpKbps: z.number().int(),
  speedRules: z.array(speedRule),
  usage: usageTerms.nullable(),
})
