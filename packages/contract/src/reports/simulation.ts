import { z } from 'zod'
import { BLOCK_KINDS } from '../accounts.ts'
import { route } from '../route.ts'
import { day, id, money, month, positiveAmountText } from '../values.ts'

export const SIMULATED_MONTHS_MAX = 13

/** A change that is only tried out. Days are in the future, or today. */
export const simulatedChange = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('tariff'),
    accountId: id,
    tariffId: id,
    from: day,
    until: day.nullable().default(null),
  }),
  z.object({
    kind: z.literal('service'),
    accountId: id,
    serviceId: id,
    quantity: z.coerce.number().int().min(1).max(10_000).default(1),
    from: day,
    until: day.nullable().default(null),
  }),
  z.object({ kind: z.literal('service-end'), assignedServiceId: id, until: day }),
  z.object({
    kind: z.literal('discount'),
    accountId: id,
    /** Hundredths of a per cent: 1000 is ten per cent. */
    basisPoints: z.coerce.number().int().min(1).max(10_000),
    from: day,
    until: day.nullable().default(null),
  }),
  z.object({ kind: z.literal('pause'), accountId: id, from: day, until: day }),
  z.object({ kind: z.literal('payment'), amount: positiveAmountText, day }),
])
export type SimulatedChange = z.output<typeof simulatedChange>

export const simulation = z.object({
  lines: z.array(
    z.object({
      day,
      kind: z.string(),
      title: z.string(),
      accountId: id.nullable(),
      amount: money,
      balance: money,
    }),
  ),
  blocks: z.array(
    z.object({ accountId: id, kind: z.enum(BLOCK_KINDS), from: day, until: day.nullable() }),
  ),
  /** Invoices for the months that end in the time simulated. */
  documents: z.array(z.object({ month, total: money })),
  charged: money,
  paid: money,
  balanceAtEnd: money,
  /** The first day on which money blocks something; null when it never does. */
  firstBlockOn: day.nullable(),
})
export type Simulation = z.output<typeof simulation>

export const simulateContract = route({
  method: 'POST',
  path: '/api/reports/contracts/:contractId/simulate',
  summary: 'What becomes of a contract until a day, as things are and with changes tried out',
  access: 'ledger.read',
  asks: true,
  params: z.object({ contractId: id }),
  body: z.object({
    /** The first day that is not simulated any more. */
    until: day,
    changes: z.array(simulatedChange).max(20).default([]),
    /** Takes it that the subscriber always pays in time: nothing is blocked for money. */
    assumesPaid: z.boolean().default(false),
  }),
  response: z.object({
    asIs: simulation,
    /** The same with the changes; null when there are none. */
    changed: simulation.nullable(),
    /** How much more is charged with the changes, less when negative. */
    difference: money,
  }),
})
