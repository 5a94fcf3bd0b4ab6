import type { Context } from '#platform/context'
import type { SecretBox } from '#platform/secret-box'
import {
  type Account,
  type AddressSource,
  findAccountsByKeys,
  findGroupsOfAccounts,
  findNetworksOfAccounts,
  findStations,
  type LoginKey,
} from '../../accounts/index.ts'
import {
  findLastingLeases,
  findPlaces,
  type LinePlace,
  type SegmentKind,
} from '../../network/index.ts'
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

/** What anybody looks at in a profile; the rest is not read. */
export type Looks = {
  atStations(agentId: number): boolean
  atLines(agentId: number): boolean
  atGroups(): boolean
  atBought(): boolean
}

/** Composes a profile of what was read, or throws: one that cannot be composed keeps no other from being. */
export type Composed = () => Profile | undefined

/**
 * Reads what sign-ins with these logins need, with as many queries as for one; undefined where a login is nobody's.
 */
export async function readProfiles(
  ctx: Context,
  box: SecretBox,
  { clock, looks }: { clock: MomentClock; looks: Looks },
  keys: readonly LoginKey[],
): Promise<Composed[]> {
  const { begins } = clock(ctx.now().epochMilliseconds)
  const today = EPOCH.add({ days: begins.day })
  const accounts = await findAccountsByKeys(ctx, { keys, today })
  const found = accounts.filter((account) => account !== undefined)
  const plans = await readSpeedPlans(ctx, found, clock)
  const facts = await readFacts(ctx, found, looks)
  return accounts.map((account) => () => {
    if (!account) return undefined
    const { networks, groups, stations, places, leases, bought } = facts(account.id)
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
      place: places[0],
      poolPrefixes: poolPrefixesOf(networks),
      leases: Object.fromEntries(leases.map(({ kind, address }) => [kind, address])),
      networks: encodeNetworks(networks, account.interfaceId),
      bought,
      speedPlan: plans.get(account.id),
    }
  })
}

/** The profile of one login, for those who ask seldom. */
export async function readProfile(
  ctx: Context,
  box: SecretBox,
  reading: { clock: MomentClock; looks: Looks },
  key: LoginKey,
): Promise<Profile | undefined> {
  const [compose] = await readProfiles(ctx, box, reading, [key])
  return compose?.()
}

async function readFacts(ctx: Context, accounts: readonly Account[], looks: Looks) {
  const ids = accounts.map(({ id }) => id)
  const idsWhere = (looksAt: (agentId: number) => boolean) =>
    accounts.filter(({ agentId }) => looksAt(agentId)).map(({ id }) => id)
  const networks = byAccount(await findNetworksOfAccounts(ctx, ids))
  const leases = byAccount(await findLastingLeases(ctx, accounts))
  const groups = byAccount(await readSome(looks.atGroups() ? ids : [], findGroupsOfAccounts, ctx))
  const stations = byAccount(await readSome(idsWhere(looks.atStations), findStations, ctx))
  const places = byAccount(await readSome(idsWhere(looks.atLines), findPlaces, ctx))
  const bought = looks.atBought() ? await readBought(ctx, ids) : undefined
  return (id: number) => ({
    networks: networks.get(id) ?? [],
    leases: leases.get(id) ?? [],
    groups: groups.get(id) ?? [],
    stations: stations.get(id) ?? [],
    places: places.get(id) ?? [],
    bought: bought?.get(id) ?? [],
  })
}

async function readSome<Row>(
  ids: readonly number[],
  read: (ctx: Context, ids: readonly number[]) => Promise<Row[]>,
  ctx: Context,
): Promise<Row[]> {
  return ids.length > 0 ? read(ctx, ids) : []
}

function byAccount<Row extends { accountId: number }>(rows: readonly Row[]): Map<number, Row[]> {
  return Map.groupBy(rows, ({ accountId }) => accountId)
}
