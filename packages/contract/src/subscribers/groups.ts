import { z } from 'zod'
import { groupRoutes, MEMBERS_AT_ONCE_MAX } from '../groups.ts'
import { route } from '../route.ts'
import { done, id, idParams, instant, listQuery, page, text } from '../values.ts'

export const contractGroups = groupRoutes({
  path: '/api/subscribers/groups',
  things: 'contracts',
  read: 'subscribers.read',
  change: 'subscribers.change',
})

export const groupedContract = z.object({
  contractId: id,
  number: z.string(),
  subscriberId: id,
  subscriberName: z.string(),
  addedAt: instant,
  author: z.string(),
})
export type GroupedContract = z.output<typeof groupedContract>
export const listGroupedContracts = route({
  method: 'GET',
  path: '/api/subscribers/groups/:id/contracts',
  summary: 'The contracts of a group by their numbers',
  access: 'subscribers.read',
  params: idParams,
  query: listQuery,
  response: page(groupedContract),
})
export const addGroupedContracts = route({
  method: 'POST',
  path: '/api/subscribers/groups/:id/contracts',
  summary: 'Add contracts to a group: by id, by number, or all open contracts of subscribers',
  access: 'subscribers.change',
  params: idParams,
  body: z.object({
    contractIds: z.array(id).max(MEMBERS_AT_ONCE_MAX).default([]),
    subscriberIds: z.array(id).max(MEMBERS_AT_ONCE_MAX).default([]),
    numbers: z.array(text(50)).max(MEMBERS_AT_ONCE_MAX).default([]),
  }),
  response: z.object({
    addedCount: z.number().int(),
    /** Numbers that no contract has. */
    unknownNumbers: z.array(z.string()),
  }),
})
export const removeGroupedContracts = route({
  method: 'POST',
  path: '/api/subscribers/groups/:id/remove-contracts',
  summary: 'Take contracts out of a group',
  access: 'subscribers.change',
  params: idParams,
  body: z.object({ contractIds: z.array(id).min(1).max(MEMBERS_AT_ONCE_MAX) }),
  response: done,
})
