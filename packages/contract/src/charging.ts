import { z } from 'zod'
import { route } from './route.ts'
import { day, id, idParams, instant, listQuery, money, month, page, text } from './values.ts'

export const RUN_STATES = ['running', 'done', 'failed', 'cancelled'] as const
export const RUN_KINDS = ['recurring', 'recalculation', 'preview'] as const
/** Whom a recalculation is about; all contracts when it says nothing. */
export const runScope = z.object({
  contractIds: z.array(id).min(1).max(10_000).optional(),
  tariffId: id.optional(),
  serviceId: id.optional(),
})
export const run = z.object({
  id,
  kind: z.enum(RUN_KINDS),
  /** The months that a recalculation or its preview goes over; null for a recurring run. */
  firstMonth: month.nullable(),
  lastMonth: month.nullable(),
  scope: runScope,
  reason: z.string(),
  day,
  state: z.enum(RUN_STATES),
  startedAt: instant,
  updatedAt: instant,
  finishedAt: instant.nullable(),
  startedBy: z.string(),
  contractsTotal: z.number().int(),
  contractsDone: z.number().int(),
  postingsCount: z.number().int(),
  charged: money,
  failures: z.array(z.object({ contractId: id, message: z.string() })),
})
export type Run = z.output<typeof run>

export const listRuns = route({
  method: 'GET',
  path: '/api/charging/runs',
  summary: 'The latest recurring runs, or recalculations and their previews',
  access: 'charging.read',
  query: z.object({ kind: z.enum(['recurring', 'recalculation']).default('recurring') }),
  response: z.object({ items: z.array(run) }),
})
export const readRun = route({
  method: 'GET',
  path: '/api/charging/runs/:id',
  summary: 'A recurring run and how far it is',
  access: 'charging.read',
  params: idParams,
  response: run,
})
export const startRun = route({
  method: 'POST',
  path: '/api/charging/runs',
  summary: 'Charge everything due up to today; a second run posts nothing',
  access: 'charging.run',
  response: run,
})
export const cancelRun = route({
  method: 'POST',
  path: '/api/charging/runs/:id/cancel',
  summary: 'Stop a run after the present batch; what is posted stays',
  access: 'charging.run',
  params: idParams,
  response: run,
})

export const recalculationForm = z.object({
  from: month,
  until: month,
  scope: runScope.default({}),
  /** Only looks: nothing is posted. */
  isPreview: z.boolean(),
  reason: text(500).default(''),
})
export const startRecalculation = route({
  method: 'POST',
  path: '/api/charging/recalculations',
  summary: 'Recalculate past months by what is known now, or preview the difference',
  access: 'charging.recalculate',
  body: recalculationForm,
  response: run,
})

export const runDifference = z.object({
  accountId: id,
  contractId: id,
  /** Names the part within the account: `fee`, `service:5`, `exit:5`. */
  component: z.string(),
  from: day,
  title: z.string(),
  before: money,
  after: money,
  explanation: z.record(z.string(), z.unknown()),
})
export type RunDifference = z.output<typeof runDifference>
export const listRunDifferences = route({
  method: 'GET',
  path: '/api/charging/runs/:id/differences',
  summary: 'What a recalculation has changed or would change, the largest differences first',
  access: 'charging.read',
  params: idParams,
  query: listQuery,
  response: page(runDifference),
})
export const readRunTotals = route({
  method: 'GET',
  path: '/api/charging/runs/:id/totals',
  summary: 'How many charges a recalculation puts up and down, and by how much in all',
  access: 'charging.read',
  params: idParams,
  response: z.object({
    dearerCount: z.number().int(),
    dearer: money,
    cheaperCount: z.number().int(),
    cheaper: money,
    contractsCount: z.number().int(),
  }),
})
