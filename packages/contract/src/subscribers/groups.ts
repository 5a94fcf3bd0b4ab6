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

export const CONTRACTS_AT_ONCE_MAX = 10_000

const groupForm = z.object({ name: requiredText(100), note: text(500).default('') })
export const contractGroup = z.object({
  id,
  name: z.string(),
  note: z.string(),
  contractsCount: z.number().int(),
  archivedAt: instant.nullable(),
  version,
})
export type ContractGroup = z.output<typeof contractGroup>

export const listContractGroups = route({
  method: 'GET',
  path: '/api/subscribers/groups',
  summary: 'Groups of contracts with how many are in them',
  access: 'subscribers.read',
  response: z.object({ items: z.array(contractGroup) }),
})
export const createContractGroup = route({
  method: 'POST',
  path: '/api/subscribers/groups',
  summary: 'Make a group of contracts',
  access: 'subscribers.change',
  body: groupForm,
  response: contractGroup,
})
export const changeContractGroup = route({
  method: 'PUT',
  path: '/api/subscribers/groups/:id',
  summary: 'Rename a group of contracts, archive it or take it back',
  access: 'subscribers.change',
  versioned: true,
  params: idParams,
  body: groupForm.extend({ isArchived: z.boolean().default(false) }),
  response: contractGroup,
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
    contractIds: z.array(id).max(CONTRACTS_AT_ONCE_MAX).default([]),
    subscriberIds: z.array(id).max(CONTRACTS_AT_ONCE_MAX).default([]),
    numbers: z.array(text(50)).max(CONTRACTS_AT_ONCE_MAX).default([]),
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
  body: z.object({ contractIds: z.array(id).min(1).max(CONTRACTS_AT_ONCE_MAX) }),
  response: done,
})
