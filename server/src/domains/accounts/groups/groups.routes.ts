import * as contract from '@altyn/contract/accounts/groups'
import type { Context } from '#platform/context'
import { answer } from '#platform/http/answer'
import { toApiTime } from '#platform/http/api-values'
import { toPage, unpackCursor } from '#platform/http/cursor'
import { findContracts, findSubscribers } from '../../subscribers/index.ts'
import { type GroupRow, type MemberRow, selectGroups, selectMembers } from './groups.store.ts'
import { addMembers, changeGroup, createGroup, getGroup, removeMembers } from './keep-groups.ts'

export const groupsRoutes = [
  answer(contract.listAccountGroups, async (ctx) => ({
    items: (await selectGroups(ctx)).map(toApiGroup),
  })),
  answer(contract.createAccountGroup, async (ctx, { body }) =>
    toApiGroup(await createGroup(ctx, body)),
  ),
  answer(contract.changeAccountGroup, async (ctx, { params, body, version }) =>
    toApiGroup(await changeGroup(ctx, { ...body, id: params.id, version })),
  ),
  answer(contract.listGroupMembers, async (ctx, { params, query }) => {
    const { membersCount } = await getGroup(ctx, params.id)
    const after = unpackCursor(query.cursor, 2)
    const found = await selectMembers(ctx, params.id, { after, limit: query.limit + 1 })
    const { rows, nextCursor } = toPage(found, query.limit, (row) => [row.login, row.accountId])
    const items = await toApiMembers(ctx, rows)
    return { items, nextCursor, ...(query.total && { total: membersCount }) }
  }),
  answer(contract.addGroupMembers, (ctx, { params, body }) =>
    addMembers(ctx, { ...body, id: params.id }),
  ),
  answer(contract.removeGroupMembers, async (ctx, { params, body }) => {
    await removeMembers(ctx, { id: params.id, accountIds: body.accountIds })
    return { ok: true as const }
  }),
]

function toApiGroup(row: GroupRow): contract.AccountGroup {
  return { ...row, archivedAt: toApiTime(row.archivedAt) }
}

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
