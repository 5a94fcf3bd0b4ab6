import * as contract from '@altyn/contract/accounts/groups'
import type { Context } from '#platform/context'
import { answerGroups } from '#platform/groups/group-answers'
import { getGroup, removeMembers } from '#platform/groups/keep-groups'
import { answer } from '#platform/http/answer'
import { toApiTime } from '#platform/http/api-values'
import { toPage, unpackCursor } from '#platform/http/cursor'
import { findContracts, findSubscribers } from '../../subscribers/index.ts'
import { ACCOUNT_GROUPS } from './account-groups.ts'
import { groupAccounts } from './group-accounts.ts'
import { type MemberRow, selectMembers } from './groups.store.ts'

export const groupsRoutes = [
  ...answerGroups(contract.accountGroups, ACCOUNT_GROUPS),
  answer(contract.listGroupMembers, async (ctx, { params, query }) => {
    const { membersCount } = await getGroup(ctx, ACCOUNT_GROUPS, params.id)
    const after = unpackCursor(query.cursor, 2)
    const found = await selectMembers(ctx, params.id, { after, limit: query.limit + 1 })
    const { rows, nextCursor } = toPage(found, query.limit, (row) => [row.login, row.accountId])
    const items = await toApiMembers(ctx, rows)
    return { items, nextCursor, ...(query.total && { total: membersCount }) }
  }),
  answer(contract.addGroupMembers, (ctx, { params, body }) =>
    groupAccounts(ctx, { ...body, id: params.id }),
  ),
  answer(contract.removeGroupMembers, async (ctx, { params, body }) => {
    await removeMembers(ctx, ACCOUNT_GROUPS, { id: params.id, memberIds: body.accountIds })
    return { ok: true as const }
  }),
]

async function toApiMembers(
  ctx: Context,
  rows: readonly MemberRow[],
): Promise<contract.GroupMember[]> {
  const contracts = await findContracts(ctx, { ids: rows.map(({ contractId }) => contractId) })
  const subscribers = await findSubscribers(
    ctx,
    contracts.map(({ subscriberId }) => subscriberId),
  )
  return rows.map((row) => {
    const signed = contracts.find(({ id }) => id === row.contractId)
    const subscriber = subscribers.find(({ id }) => id === signed?.subscriberId)
    return {
      ...row,
      addedAt: toApiTime(row.addedAt),
      contractNumber: signed?.number ?? '',
      subscriberId: signed?.subscriberId ?? 0,
      subscriberName: subscriber?.name ?? '',
    }
  })
}
