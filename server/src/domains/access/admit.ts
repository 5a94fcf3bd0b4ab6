import { ATTRIBUTE, type PacketWriter } from '@altyn/radius'
import { readingContext, systemActor } from '#platform/context'
import { isDatabaseAway } from '#platform/database-errors'
import { inTransaction } from '#platform/transaction'
import { leaseAddresses, type SegmentKind, toMac } from '../network/index.ts'
import { isAddressElsewhere } from '../usage/index.ts'
import { type Asked, accept, type Doorkeeper, type Proof, reject } from './answer-sign-in.ts'
import { encodePrefix } from './encode-networks.ts'
import { refuse } from './guests/admit-guest.ts'
import type { Profile } from './memory/read-profile.ts'
import { boughtAt } from './rules/bought.ts'
import { lineFaultOf } from './rules/line-fault.ts'
import { kindsWanted } from './rules/pools.ts'
import { reasonAgainst } from './rules/refuse-login.ts'
import { toClass } from './rules/session-class.ts'

const ACTOR = systemActor('radius')
const NONE: readonly number[] = []

/** Lets somebody in whose password is proved, unless state, tariff, MAC address, line or sessions are against it. */
export function admit(
  keeper: Doorkeeper,
  asked: Asked,
  profile: Profile,
  proof: Proof,
): PacketWriter | Promise<PacketWriter> {
  if (!asked.context.client.settings.checksLine || !profile.place) {
    return judge(keeper, asked, profile, proof)
  }
  const seen = asked.seen ?? keeper.lines.see(asked.request)
  return seen instanceof Promise
    ? seen.then((found) => judge(keeper, { ...asked, seen: found }, profile, proof))
    : judge(keeper, { ...asked, seen }, profile, proof)
}

function judge(
  keeper: Doorkeeper,
  asked: Asked,
  profile: Profile,
  proof: Proof,
): PacketWriter | Promise<PacketWriter> {
  const { settings, agentId } = asked.context.client
  const station = stationOf(asked)
  const { stations } = profile
  const mac = settings.checksMac || settings.learnsMac ? toMac(station) : undefined
  const isLenient = profile.state === 'money' && keeper.emergency.isOn()
  const reason = reasonAgainst({
    state: isLenient ? 'active' : profile.state,
    hasTariff: profile.speedPlan !== undefined,
    isFromElsewhere: settings.checksMac && stations.length > 0 && !stations.includes(mac ?? ''),
    lineFault: asked.seen && lineFaultOf(settings, profile.place, asked.seen),
    isBarred: keeper.barred.stops(asked.request, asked.context.client, profile),
    sessionsMax: profile.sessionsMax,
    sessionsOpen: keeper.marks.countOthers(profile.accountId, station),
  })
  if (reason) return refuse(keeper, asked, { profile, reason, proof })
  if (isLenient) keeper.emergency.letIn(profile)
  if (settings.learnsMac && mac !== undefined && stations.length === 0) {
    keeper.learner.learn({ accountId: profile.accountId, agentId, mac })
  }
  return settings.checksFixedAddress && profile.address !== null
    ? acceptUnlessElsewhere(keeper, asked, profile, proof)
    : acceptWithAddresses(keeper, asked, profile, proof)
}

function stationOf({ request }: Asked): string {
  return request.readString(ATTRIBUTE['Calling-Station-Id']) ?? ''
}

/** A fixed address that is in the session of another device is not given twice. */
async function acceptUnlessElsewhere(
  keeper: Doorkeeper,
  asked: Asked,
  profile: Profile,
  proof: Proof,
): Promise<PacketWriter> {
  const place = { address: profile.address ?? '', callingStation: stationOf(asked) }
  try {
    if (await isAddressElsewhere(readingContext(keeper.ground, ACTOR), place)) {
      return reject(keeper, asked, profile, 'address-in-session')
    }
  } catch (error) {
    // With the database away nobody can tell; the subscriber is let in.
    if (!isDatabaseAway(error)) throw error
  }
  return acceptWithAddresses(keeper, asked, profile, proof)
}

/** Answers from memory when all that the account takes from pools here is known. */
function acceptWithAddresses(
  keeper: Doorkeeper,
  asked: Asked,
  profile: Profile,
  proof: Proof,
): PacketWriter | Promise<PacketWriter> {
  const kinds = kindsWanted(profile, asked.context.client)
  return kinds.every((kind) => profile.leases[kind] !== undefined)
    ? acceptWith(keeper, asked, profile, { proof, kinds, leases: profile.leases })
    : acceptFromPools(keeper, asked, profile, { proof, kinds })
}

/** Without an IPv4 address nobody is let in; a pool of prefixes that is used up keeps nobody out. */
async function acceptFromPools(
  keeper: Doorkeeper,
  asked: Asked,
  profile: Profile,
  { proof, kinds }: { proof: Proof; kinds: readonly SegmentKind[] },
): Promise<PacketWriter> {
  const { agentId, nasId } = asked.context.client
  const key = { accountId: profile.accountId, agentId, nasId, kinds }
  const found = await inTransaction(keeper.ground, ACTOR, (ctx) => leaseAddresses(ctx, key)).catch(
    (error: unknown) => {
      // With the database away what is known serves; without its address nobody is answered.
      const mayDoWithout = !kinds.includes('ipv4') || profile.leases.ipv4 !== undefined
      if (!isDatabaseAway(error) || !mayDoWithout) throw error
      return undefined
    },
  )
  if (!found) return acceptWith(keeper, asked, profile, { proof, kinds, leases: profile.leases })
  if (kinds.includes('ipv4') && !found.ipv4) {
    return reject(keeper, asked, profile, 'no-free-address')
  }
  const leases: Profile['leases'] = {}
  for (const kind of kinds) {
    const lease = found[kind]
    if (!lease) continue
    leases[kind] = lease.address
    // Another access server may have to give another one: not remembered.
    if (!lease.isScoped) profile.leases[kind] = lease.address
  }
  return acceptWith(keeper, asked, profile, { proof, kinds, leases })
}

type Given = { proof: Proof; kinds: readonly SegmentKind[]; leases: Profile['leases'] }

function acceptWith(
  keeper: Doorkeeper,
  asked: Asked,
  profile: Profile,
  { proof, kinds, leases }: Given,
): PacketWriter {
  const speed = keeper.profiles.speedOf(profile)
  const services = servicesOf(keeper, asked, profile)
  const serviceIds = services.map(({ service }) => service.id)
  const prefixes = kinds.flatMap((kind) => {
    const prefix = leases[kind]
    return kind === 'ipv4' || prefix === undefined ? [] : encodePrefix(kind, prefix)
  })
  const grant = {
    recipient: profile,
    facts: profile,
    mark: (interimSeconds?: number) => toClass(profile, { speed, serviceIds }, interimSeconds),
    speed,
    services,
    address: profile.address ?? (kinds.includes('ipv4') ? (leases.ipv4 ?? null) : null),
    networks: prefixes.length > 0 ? [...profile.networks, ...prefixes] : profile.networks,
    sessionSeconds: asked.context.client.sessionSecondsMax,
  }
  return accept(keeper, asked, grant, proof)
}

/** What was bought is asked about only where somebody has bought something. */
function servicesOf({ services, ground }: Doorkeeper, asked: Asked, profile: Profile) {
  const { tariffId, bought } = profile
  const boughtIds =
    bought.length > 0 ? boughtAt(bought, ground.clock.now().epochMilliseconds) : NONE
  return services.given(asked.context.client, { isGuest: false, tariffId, boughtIds })
}
