import * as contract from '@altyn/contract/subscribers/groups'
import { answer } from '#platform/http/answer'
import { toApiTime } from '#platform/http/api-values'
import { toPage, unpackCursor } from '#platform/http/cursor'
import { type GroupRow, selectGroups, selectMembers } from './groups.store.ts'
import {
  addContracts,
  changeContractGroup,
  createContractGroup,
  getContractGroup,
  removeContracts,
} from './keep-contract-groups.ts'

export const contractGroupsRoutes = [
  answer(contract.listContractGroups, async (ctx) => ({
    items: (await selectGroups(ctx)).map(toApiGroup),
  })),
  answer(contract.createContractGroup, async (ctx, { body }) =>
    toApiGroup(await createContractGroup(ctx, body)),
  ),
  answer(contract.changeContractGroup, async (ctx, { params, body, version }) =>
    toApiGroup(await changeContractGroup(ctx, { ...body, id: params.id, version })),
  ),
  answer(contract.listGroupedContracts, async (ctx, { params, query }) => {
    const { contractsCount } = await getContractGroup(ctx, params.id)
    const after = unpackCursor(query.cursor, 2)
    const found = await selectMembers(ctx, params.id, { after, limit: query.limit + 1 })
    const { rows, nextCursor } = toPage(found, query.limit, (row) => [row.number, row.contractId])
    const items = rows.map((row) => ({ ...row, addedAt: toApiTime(row.addedAt) }))
    return { items, nextCursor, ...(query.total && { total: contractsCount }) }
  }),
  answer(contract.addGroupedContracts, (ctx, { params, body }) =>
    addContracts(ctx, { ...body, id: params.id }),
  ),
  answer(contract.removeGroupedContracts, async (ctx, { params, body }) => {
    await removeContracts(ctx, { id: params.id, contractIds: body.contractIds })
    return { ok: true as const }
  }),
]

function toApiGroup(row: GroupRow): contract.ContractGroup {
  return { ...row, archivedAt: toApiTime(row.archivedAt) }
}
