import { z } from 'zod'
import { route } from './route.ts'
import { day, id, idParams, instant, money } from './values.ts'

export const RUN_STATES = ['running', 'done', 'failed', 'cancelled'] as const
export const run = z.object({
  id,
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
  summary: 'The latest recurring runs',
  access: 'charging.read',
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
