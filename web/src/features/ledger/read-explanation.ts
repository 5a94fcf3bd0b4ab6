import { z } from 'zod'

/** What the charging writes down about a fee: the facts that the words are made from. */
const feeExplanation = z.object({
  kind: z.literal('fee'),
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
      from: z.string(),
      until: z.string(),
      days: z.number(),
      amount: z.string(),
    }),
  ),
})
export type FeeExplanation = z.output<typeof feeExplanation>

const paymentExplanation = z.object({
  kind: z.literal('payment'),
  paymentId: z.number(),
  method: z.string(),
  step: z.string().optional(),
})
const reversalExplanation = z.object({ kind: z.literal('reversal'), reason: z.string() })

const knownExplanation = z.discriminatedUnion('kind', [
  feeExplanation,
  paymentExplanation,
  reversalExplanation,
])
export type KnownExplanation = z.output<typeof knownExplanation>

/** The explanation of a posting in a form that this page has words for; nothing for an unknown one. */
export function readExplanation(explanation: unknown): KnownExplanation | undefined {
  return knownExplanation.safeParse(explanation).data
}
