import { z } from 'zod'

/** Everything that charging takes money for. */
const CHARGE_KINDS = [
  'fee',
  'service',
  'one-off',
  'activation',
  'exit',
  'instalment',
  'usage',
  'calls',
] as const

/** What the charging writes down about a charge: the facts that the words are made from. */
const chargeExplanation = z.object({
  kind: z.enum(CHARGE_KINDS),
  month: z.string(),
  daysInMonth: z.number(),
  due: z.string(),
  chargedBefore: z.string(),
  difference: z.string(),
  freeDays: z.record(z.string(), z.number()),
  lines: z.array(
    z.object({
      tariff: z.string(),
      fee: z.string(),
      feePeriod: z.string(),
      /** `active`, or the block under whose own fee these days fall. */
      state: z.string().default('active'),
      quantity: z.number().default(1),
      /** What personal terms made of the price, one after another. */
      steps: z
        .array(
          z.object({ kind: z.string(), value: z.string(), title: z.string(), price: z.string() }),
        )
        .default([]),
      /** How much was used, and what of it is paid for. */
      usage: z
        .object({
          unit: z.enum(['megabyte', 'minute']),
          used: z.string(),
          included: z.string(),
          carried: z.string(),
          parts: z.array(
            z.object({
              category: z.string().optional(),
              band: z.string().optional(),
              from: z.number(),
              price: z.string(),
              amount: z.string(),
            }),
          ),
        })
        .optional(),
      /** Which calls were made, and what of them is paid for. */
      calls: z
        .object({
          used: z.string(),
          included: z.string(),
          carried: z.string(),
          classes: z.array(
            z.object({
              class: z.string(),
              calls: z.number(),
              minutes: z.string(),
              paidMinutes: z.string(),
              amount: z.string(),
            }),
          ),
        })
        .optional(),
      from: z.string(),
      until: z.string(),
      days: z.number(),
      amount: z.string(),
    }),
  ),
})
export type ChargeExplanation = z.output<typeof chargeExplanation>

const paymentExplanation = z.object({
  kind: z.literal('payment'),
  paymentId: z.number(),
  method: z.string(),
  step: z.string().optional(),
})
const reversalExplanation = z.object({ kind: z.literal('reversal'), reason: z.string() })

const knownExplanation = z.discriminatedUnion('kind', [
  chargeExplanation,
  paymentExplanation,
  reversalExplanation,
])
export type KnownExplanation = z.output<typeof knownExplanation>

/** A charge as it was explained when it was posted, or as it would be. */
export function isCharge(known: KnownExplanation): known is ChargeExplanation {
  return known.kind !== 'payment' && known.kind !== 'reversal'
}

/** The explanation of a posting in a form that this page has words for; nothing for an unknown one. */
export function readExplanation(explanation: unknown): KnownExplanation | undefined {
  return knownExplanation.safeParse(explanation).data
}
