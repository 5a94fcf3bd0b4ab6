import { z } from 'zod'
import { groupRoutes, MEMBERS_AT_ONCE_MAX } from '../groups.ts'
import { route } from '../route.ts'
import { done, id, idParams, instant, listQuery, page, text } from '../values.ts'

export const accountGroups = groupRoutes({
  path: '/api/accounts/groups',
  things: 'accounts',
  read: 'accounts.read',
  change: 'accounts.change',
})

export const groupMember = z.object({
  accountId: id,
  login: z.string(),
  contractId: id,
  contractNumber: z.string(),
  subscriberId: id,
  subscriberName: z.string(),
  addedAt: instant,
  author: z.string(),
})
export type GroupMember = z.output<typeof groupMember>
export const listGroupMembers = route({
  method: 'GET',
  path: '/api/accounts/groups/:id/members',
  summary: 'The accounts of a group by their logins',
  access: 'accounts.read',
  params: idParams,
  query: listQuery,
  response: page(groupMember),
})
export const addGroupMembers = route({
  method: 'POST',
  path: '/api/accounts/groups/:id/members',
  summary: 'Add accounts to a group: by id, by login, or all accounts of subscribers',
  access: 'accounts.change',
  params: idParams,
  body: z.object({
    accountIds: z.array(id).max(MEMBERS_AT_ONCE_MAX).default([]),
    subscriberIds: z.array(id).max(MEMBERS_AT_ONCE_MAX).default([]),
    logins: z.array(text(63)).max(MEMBERS_AT_ONCE_MAX).default([]),
  }),
  response: z.object({
    addedCount: z.number().int(),
    /** Logins that no account has. */
    unknownLogins: z.array(z.string()),
  }),
})
export const removeGroupMembers = route({
  method: 'POST',
  path: '/api/accounts/groups/:id/remove-members',
  summary: 'Take accounts out of a group',
  access: 'accounts.change',
  params: idParams,
  body: z.object({ accountIds: z.array(id).min(1).max(MEMBERS_AT_ONCE_MAX) }),
  response: done,
})
