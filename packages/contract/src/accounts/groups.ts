import { z } from 'zod'
import { route } from '../route.ts'
import {
  done,
  id,
  idParams,
  instant,
  listQuery,
  page,
  requiredText,
  text,
  version,
} from '../values.ts'

export const MEMBERS_AT_ONCE_MAX = 10_000

const groupForm = z.object({ name: requiredText(100), note: text(500).default('') })
export const accountGroup = z.object({
  id,
  name: z.string(),
  note: z.string(),
  membersCount: z.number().int(),
  archivedAt: instant.nullable(),
  version,
})
export type AccountGroup = z.output<typeof accountGroup>

export const listAccountGroups = route({
  method: 'GET',
  path: '/api/accounts/groups',
  summary: 'Groups of accounts with how many are in them',
  access: 'accounts.read',
  response: z.object({ items: z.array(accountGroup) }),
})
export const createAccountGroup = route({
  method: 'POST',
  path: '/api/accounts/groups',
  summary: 'Make a group of accounts',
  access: 'accounts.change',
  body: groupForm,
  response: accountGroup,
})
export const changeAccountGroup = route({
  method: 'PUT',
  path: '/api/accounts/groups/:id',
  summary: 'Rename a group, archive it or take it back',
  access: 'accounts.change',
  versioned: true,
  params: idParams,
  body: groupForm.extend({ isArchived: z.boolean().default(false) }),
  response: accountGroup,
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
