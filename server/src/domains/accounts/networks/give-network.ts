import type { Context } from '#platform/context'
import { violates } from '#platform/database-errors'
import { tell } from '#platform/outbox'
import { Refusal, refuseField } from '#platform/refusal'
import { plainNetwork } from '../../catalogue/index.ts'
import { getAccount, getOpenAccount } from '../find-account.ts'
import {
  endNetworks,
  findNetwork,
  findOverlapping,
  insertNetwork,
  type NetworkKind,
  type NetworkRow,
  selectNetworks,
} from './networks.store.ts'

const NETWORKS_MAX = 50

/** Leads a network to an account from now on. What overlaps somebody's is refused by their login. */
export async function giveNetwork(
  ctx: Context,
  { accountId, kind, network: text }: { accountId: number; kind: NetworkKind; network: string },
): Promise<NetworkRow> {
  const network = plainNetwork(text)
  if (network === undefined) throw refuseField('accounts.not-a-network', 'network')
  await getOpenAccount(ctx, accountId)
  const own = (await selectNetworks(ctx, [accountId])).filter(({ until }) => until === null)
  if (own.length >= NETWORKS_MAX) {
    throw refuseField('accounts.too-many-networks', 'network', { max: NETWORKS_MAX })
  }
  const holder = await findOverlapping(ctx, network)
  if (holder) {
    const { login } = await getAccount(ctx, holder.accountId)
    throw refuseField('accounts.network-taken', 'network', { login, network: holder.network })
  }
  try {
    const id = await insertNetwork(ctx, { accountId, kind, network })
    await tell(ctx, 'accounts.networks-changed', { accountIds: [accountId] })
    return await getNetwork(ctx, id)
  } catch (error) {
    throw explained(error, network)
  }
}

/** What the database's own guards mean: what `network` keeps is seen by the trigger `claim_network`. */
function explained(error: unknown, network: string): unknown {
  if (violates(error, 'networks_network_valid_excl', 'networks_network')) {
    return refuseField('accounts.network-taken', 'network', { login: '', network })
  }
  if (violates(error, 'networks_fixed')) return refuseField('accounts.network-fixed', 'network')
  if (violates(error, 'networks_lease')) return refuseField('accounts.network-leased', 'network')
  if (violates(error, 'networks_reserved')) {
    return refuseField('accounts.network-reserved', 'network')
  }
  if (violates(error, 'networks_gateway')) return refuseField('accounts.network-gateway', 'network')
  return error
}

/** Takes a network from its account from now on; taking it twice changes nothing. */
export async function takeNetwork(ctx: Context, id: number): Promise<NetworkRow> {
  const { accountId } = await getNetwork(ctx, id)
  await endNetworks(ctx, { id })
  await tell(ctx, 'accounts.networks-changed', { accountIds: [accountId] })
  return getNetwork(ctx, id)
}

async function getNetwork(ctx: Context, id: number): Promise<NetworkRow> {
  const network = await findNetwork(ctx, id)
  if (!network) throw new Refusal('accounts.network.not-found', { id })
  return network
}
