import { z } from 'zod'
import { route } from '../route.ts'
import { day, done, id, instant, text } from '../values.ts'

export const PLANNED_DEEDS = ['block', 'unblock', 'tariff', 'service-on', 'service-off'] as const
/** What may lie ahead of an account; the last three come from dated facts. */
export const PLANNED_KINDS = [...PLANNED_DEEDS, 'term-on', 'term-off'] as const

const plannedDetails = z.object({
  blockKind: z.enum(['off', 'staff', 'own-wish']).optional(),
  tariffId: id.optional(),
  serviceId: id.optional(),
  quantity: z.number().int().min(1).max(10_000).optional(),
  pauseTemplateId: id.optional(),
  title: z.string().optional(),
})
export const plannedAction = z.object({
  /** Names it for cancelling: `action:17`, `tariff:4:2026-05-01`, `service-on:8`. */
  key: z.string(),
  kind: z.enum(PLANNED_KINDS),
  accountId: id.nullable(),
  groupId: id.nullable(),
  dueAt: instant,
  details: plannedDetails,
  reason: z.string(),
  author: z.string(),
})
export type PlannedAction = z.output<typeof plannedAction>

export const listPlannedActions = route({
  method: 'GET',
  path: '/api/accounts/planned',
  summary:
    'What is planned for accounts, the nearest first: of one account, a contract, a group, or all',
  access: 'accounts.read',
  query: z.object({
    accountId: id.optional(),
    contractId: id.optional(),
    groupId: id.optional(),
    limit: z.coerce.number().int().min(1).max(500).default(200),
  }),
  response: z.object({ items: z.array(plannedAction) }),
})
export const planForm = z
  .object({
    accountId: id.nullable().default(null),
    groupId: id.nullable().default(null),
    kind: z.enum(PLANNED_DEEDS),
    dueAt: instant,
    details: plannedDetails.default({}),
    reason: text(500).default(''),
  })
  .refine(({ accountId, groupId }) => (accountId === null) !== (groupId === null), {
    path: ['accountId'],
    message: 'account-or-group',
  })
export const planAction = route({
  method: 'POST',
  path: '/api/accounts/planned',
  summary:
    'Plan a block, its end, a tariff or a service for an account, or for whoever is in a group then',
  access: 'accounts.change',
  idempotent: true,
  body: planForm,
  response: z.object({ key: z.string() }),
})
export const cancelPlannedAction = route({
  method: 'POST',
  path: '/api/accounts/planned/cancel',
  summary: 'Cancel what is planned before it happens; both halves of a pause',
  access: 'accounts.change',
  body: z.object({ key: z.string().max(100) }),
  response: done,
})

export const PLANNED_STATES = ['planned', 'done', 'failed', 'cancelled'] as const
export const settledAction = plannedAction.extend({
  state: z.enum(PLANNED_STATES),
  settledAt: instant.nullable(),
  settledBy: z.string().nullable(),
  outcome: z
    .object({
      done: z.number().int(),
      failed: z.array(z.object({ accountId: id, code: z.string() })),
    })
    .nullable(),
})
export const listSettledActions = route({
  method: 'GET',
  path: '/api/accounts/planned/history',
  summary: 'Planned actions that were done, failed or were cancelled, the latest first',
  access: 'accounts.read',
  query: z.object({
    accountId: id.optional(),
    groupId: id.optional(),
    since: day.optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  response: z.object({ items: z.array(settledAction) }),
})
