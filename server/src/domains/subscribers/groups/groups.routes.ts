import * as contract from '@altyn/contract/subscribers/groups'
import { answerGroups } from '#platform/groups/group-answers'
import { getGroup, removeMembers } from '#platform/groups/keep-groups'
import { answer } from '#platform/http/answer'
import { toApiTime } from '#platform/http/api-values'
import { toPage, unpackCursor } from '#platform/http/cursor'
import { CONTRACT_GROUPS } from './contract-groups.ts'
import { groupContracts } from './group-contracts.ts'
import { selectMembers } from './groups.store.ts'

export const contractGroupsRoutes = [
  ...answerGroups(contract.contractGroups, CONTRACT_GROUPS),
  answer(contract.listGroupedContracts, async (ctx, { params, query }) => {
    const { membersCount } = await getGroup(ctx, CONTRACT_GROUPS, params.id)
    const after = unpackCursor(query.cursor, 2)
    const found = await selectMembers(ctx, params.id, { after, limit: query.limit + 1 })
    const { rows, nextCursor } = toPage(found, query.limit, (row) => [row.number, row.contractId])
    const items = rows.map((row) => ({ ...row, addedAt: toApiTime(row.addedAt) }))
    return { items, nextCursor, ...(query.total && { total: membersCount }) }
  }),
  answer(contract.addGroupedContracts, (ctx, { params, body }) =>
    groupContracts(ctx, { ...body, id: params.id }),
  ),
  answer(contract.removeGroupedContracts, async (ctx, { params, body }) => {
    await removeMembers(ctx, CONTRACT_GROUPS, { id: params.id, memberIds: body.contractIds })
    return { ok: true as const }
  }),
]
