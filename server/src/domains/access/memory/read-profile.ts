import type { Context } from '#platform/context'
import type { SecretBox } from '#platform/secret-box'
import {
  type Account,
  type AddressSource,
  findAccountByLogin,
  findGroupsOfAccounts,
  findNetworksOfAccounts,
  findStations,
} from '../../accounts/index.ts'
import { findPlaces, type LinePlace, type SegmentKind } from '../../network/index.ts'
import {
  type EncodedAttribute,
  encodeNetworks,
  type PrefixKind,
  poolPrefixesOf,
} from '../encode-networks.ts'
import { readSpeedPlans } from '../read-speed-plans.ts'
import type { Bought } from '../rules/bought.ts'
import type { SpeedPlan } from '../rules/due-speed.ts'
import type { MomentClock } from '../rules/moment-clock.ts'
import { readBought } from '../session-services/read-bought.ts'

const EPOCH = Temporal.PlainDate.from('1970-01-01')

/** All that an answer to a sign-in needs to know about an account. */
export type Profile = {
  accountId: number
  contractId: number
  login: string
  tariffId: number | null
  /** Not read where no attribute is for a group. */
  groupIds: readonly number[]
  state: Account['state']
  password: string
  sessionsMax: number
  addressSource: AddressSource
  /** The fixed address. */
  address: string | null
  /** Kinds of prefixes that it has none of its own of: these come from pools. */
  poolPrefixes: readonly PrefixKind[]
  /** What pools gave it, as far as it is known and the same at every access server. */
  leases: Partial<Record<SegmentKind, string>>
  /** MAC addresses that are its own now; not read where its agent does not look at them. */
  stations: readonly string[]
  /** The port or the ONU that it is bound to; not read where its agent does not look at lines. */
  place: LinePlace | undefined
  /** Attributes of the networks that are led to it, ready for the wire. */
  networks: readonly EncodedAttribute[]
  /** Services that it has bought; not read where no session gets anything for them. */
  bought: readonly Bought[]
  /** What the speed depends on; undefined = no tariff. */
  speedPlan: SpeedPlan | undefined
}

export type ProfileQuestion = {
  agentId: number
  login: string
  clock: MomentClock
  withStations: boolean
  withPlaces: boolean
  withGroups: boolean
  withBought: boolean
}

/** Reads what a sign-in with this login needs; undefined when nobody has it. */
export async function readProfile(
  ctx: Context,
  box: SecretBox,
  { agentId, login, clock, withStations, withPlaces, withGroups, withBought }: ProfileQuestion,
): Promise<Profile | undefined> {
  const { begins } = clock(ctx.now().epochMilliseconds)
  const today = EPOCH.add({ days: begins.day })
  const account = await findAccountByLogin(ctx, { agentId, login, today })
  if (!account) return undefined
  const plans = await readSpeedPlans(ctx, [account], clock)
  const groups = withGroups ? await findGroupsOfAccounts(ctx, [account.id]) : []
  const networks = await findNetworksOfAccounts(ctx, [account.id])
  const stations = withStations ? await findStations(ctx, [account.id]) : []
  const [place] = withPlaces ? await findPlaces(ctx, [account.id]) : []
  const bought = withBought ? await readBought(ctx, [account.id]) : undefined
  return {
    accountId: account.id,
    contractId: account.contractId,
    login: account.login,
    tariffId: account.tariffId,
    groupIds: groups.map(({ groupId }) => groupId),
    state: account.state,
    password: box.open(account.passwordSealed),
    sessionsMax: account.sessionsMax,
    addressSource: account.addressSource,
    address: account.address,
    stations: stations.filter(({ until }) => until === null).map(({ mac }) => mac),
    place,
    poolPrefixes: poolPrefixesOf(networks),
    leases: {},
    networks: encodeNetworks(networks, account.interfaceId),
    bought: bought?.get(account.id) ?? [],
    speedPlan: plans.get(account.id),
  }
}
