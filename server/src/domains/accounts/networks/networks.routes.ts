import * as contract from '@altyn/contract/accounts/networks'
import { answer } from '#platform/http/answer'
import { toApiTime } from '#platform/http/api-values'
import { giveNetwork, takeNetwork } from './give-network.ts'
import { type NetworkRow, selectNetworks } from './networks.store.ts'

export const networksRoutes = [
  answer(contract.listNetworks, async (ctx, { params }) => ({
    items: (await selectNetworks(ctx, [params.id])).map(toApiNetwork),
  })),
  answer(contract.giveNetwork, async (ctx, { params, body }) =>
    toApiNetwork(await giveNetwork(ctx, { ...body, accountId: params.id })),
  ),
  answer(contract.takeNetwork, async (ctx, { params }) =>
    toApiNetwork(await takeNetwork(ctx, params.id)),
  ),
]

function toApiNetwork(row: NetworkRow): contract.AccountNetwork {
  return { ...row, from: toApiTime(row.from), until: toApiTime(row.until) }
}
