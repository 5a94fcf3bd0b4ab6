import type { Context } from '#platform/context'
import { refuseField } from '#platform/refusal'
import {
  type Account,
  type AccountNetwork,
  findGroupsOfAccounts,
  findNetworksOfAccounts,
  getAccount,
} from '../../accounts/index.ts'
import {
  type Agent,
  findLeases,
  findPlaces,
  getAgent,
  type LinePlace,
  listNas,
  listPools,
  listSessionServices,
  type Nas,
  type SegmentKind,
  type SessionService,
} from '../../network/index.ts'
import { poolPrefixesOf } from '../encode-networks.ts'
import { readDueSpeeds } from '../read-speed-plans.ts'
import { boughtAt } from '../rules/bought.ts'
import type { DueSpeed } from '../rules/due-speed.ts'
import { kindsWanted, poolsAt } from '../rules/pools.ts'
import { readBought } from '../session-services/read-bought.ts'

/** All that an answer to a sign-in of this account depends on. */
export type Scene = {
  account: Account
  nas: Nas
  /** The account belongs to another agent: this server’s agent does not know its login. */
  isStranger: boolean
  groupIds: number[]
  speed: DueSpeed | undefined
  address: string | undefined
  agent: Agent
  networks: AccountNetwork[]
  /** Kinds that come from pools, and what of them it keeps. */
  kinds: SegmentKind[]
  leases: Partial<Record<SegmentKind, string>>
  hasGuestPool: boolean
  place: LinePlace | undefined
  /** Services of the catalogue that it has now, and those that servers give within sessions. */
  boughtIds: number[]
  sessionServices: SessionService[]
}

/** Reads all that; nothing is changed. */
export async function readScene(
  ctx: Context,
  { accountId, nasId }: { accountId: number; nasId: number },
): Promise<Scene> {
  const account = await getAccount(ctx, accountId)
  const nas = (await listNas(ctx)).find(({ id }) => id === nasId)
  if (!nas) throw refuseField('access.unknown-nas', 'nasId')
  const groups = await findGroupsOfAccounts(ctx, [accountId])
  const networks = await findNetworksOfAccounts(ctx, [accountId])
  const place = { agentId: nas.agentId, nasId }
  const pools = poolsAt(place, await listPools(ctx))
  const kinds = kindsWanted({ ...account, poolPrefixes: poolPrefixesOf(networks) }, pools)
  const key = { ...place, holder: { accountId } }
  const bought = await readBought(ctx, [accountId])
  const leases: Scene['leases'] = {}
  for (const { kind, address, isServing } of await findLeases(ctx, key, kinds)) {
    if (isServing) leases[kind] = address
  }
  return {
    account,
    nas,
    agent: await getAgent(ctx, nas.agentId),
    isStranger: account.agentId !== nas.agentId,
    groupIds: groups.map(({ groupId }) => groupId),
    speed: (await readDueSpeeds(ctx, [account])).get(accountId),
    address: account.address ?? leases.ipv4,
    networks,
    kinds,
    leases,
    place: (await findPlaces(ctx, [accountId]))[0],
    hasGuestPool: pools.guestNetworks.length > 0,
    boughtIds: boughtAt(bought.get(accountId) ?? [], ctx.now().epochMilliseconds),
    sessionServices: (await listSessionServices(ctx)).filter(({ archivedAt }) => !archivedAt),
  }
}
