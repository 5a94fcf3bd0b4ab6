import type { Context } from '#platform/context'
import type { SecretBox } from '#platform/secret-box'
import { learnStation } from '../../accounts/index.ts'
import {
  type Bearer,
  expectedWords,
  findSegmentAround,
  findSegmentIdsBeside,
  leaseAddresses,
  leaseGuestAddress,
  prepareBar,
  readBarredStations,
} from '../../network/index.ts'
import { countOtherDevices, isAddressElsewhere } from '../../usage/index.ts'
import { addLeniencies, findEmergencyNow } from '../emergency/emergencies.store.ts'
import { type Looks, type Profile, readProfile } from '../memory/read-profile.ts'
import { readMomentClock } from '../read-speed-plans.ts'
import { insertRejections } from '../rejections.store.ts'
import { lineFaultOf } from '../rules/line-fault.ts'
import { type RejectReason, reasonAgainst } from '../rules/refuse-login.ts'
import { type Asker, type AskerLine, findOwner, readAskerLine } from './find-asker.ts'
import type { DhcpAgent } from './recognise-agent.ts'

/** No access server: its segments are those that serve all. */
const NO_NAS = 0
/** A device with a lease is no session: what is given within sessions is not asked for. */
const LOOKS: Looks = {
  atStations: () => true,
  atLines: () => true,
  atGroups: () => true,
  atBought: () => false,
}

export type AddressQuestion = Asker & {
  relayAddress: string | null
  requestedAddress: string | null
}
export type AddressAnswer =
  | {
      kind: 'address'
      address: string
      prefixLength: number
      gateway: string | null
      leaseSeconds: number
      isGuest: boolean
    }
  | { kind: 'refused'; reason: RejectReason }

/** All that is known of whoever asks. */
type Scene = {
  agent: DhcpAgent
  question: AddressQuestion
  seen: AskerLine
  profile: Profile | undefined
  agentId: number
}

/**
 * Which address a device gets, by the rules of a sign-in: whose it is by its MAC address or its line,
 * state, tariff, own devices and own line; a fixed address, else the one that a pool keeps for the
 * account; of a relay, one of the segments that lie there. Who is refused may be a guest.
 */
export async function selectAddress(
  ctx: Context,
  box: SecretBox,
  { agent, question }: { agent: DhcpAgent; question: AddressQuestion },
): Promise<AddressAnswer> {
  const seen = await readAskerLine(ctx, question)
  const stranger = { agent, question, seen, profile: undefined, agentId: agent.id }
  const bar = prepareBar(await readBarredStations(ctx))
  const isBarred = (bearer?: Bearer) =>
    bar({ agentId: agent.id, nasId: NO_NAS }, question.mac, bearer)
  // Who is barred whoever it is, is no guest either.
  if (isBarred()) return refuse(ctx, stranger, 'station-barred')
  const owner = await findOwner(ctx, agent, { mac: question.mac, line: seen.line })
  if ('reason' in owner) return refuse(ctx, stranger, owner.reason)
  const reading = { clock: await readMomentClock(ctx), looks: LOOKS }
  const profile = await readProfile(ctx, box, reading, owner)
  if (!profile) return refuse(ctx, stranger, 'unknown-login')
  const scene = { agent, question, seen, profile, agentId: owner.agentId }
  const reason = await findReason(ctx, {
    ...scene,
    profile,
    isByLine: owner.foundBy === 'line',
    isBarred: isBarred(profile),
  })
  return reason ? refuse(ctx, scene, reason) : give(ctx, { ...scene, profile })
}

type Candidate = Scene & { profile: Profile; isByLine: boolean; isBarred: boolean }

/** Why an account gets no address; undefined when it does. */
async function findReason(
  ctx: Context,
  { agent, question, seen, profile, isByLine, isBarred }: Candidate,
): Promise<RejectReason | undefined> {
  const { admission } = agent
  const { mac } = question
  const { accountId, contractId, stations } = profile
  const emergency = profile.state === 'money' ? await findEmergencyNow(ctx) : undefined
  // A new router on the line takes over from the one before; elsewhere one device has the address.
  const sessionsOpen = isByLine ? 0 : await countOtherDevices(ctx, { accountId, mac })
  const reason = reasonAgainst({
    state: emergency ? 'active' : profile.state,
    hasTariff: profile.speedPlan !== undefined,
    isFromElsewhere: admission.checksMac && stations.length > 0 && !stations.includes(mac),
    lineFault: lineFaultOf(admission, profile.place, { line: seen.line, isUncertain: false }),
    isBarred,
    sessionsMax: 1,
    sessionsOpen,
  })
  if (reason) return reason
  if (admission.checksFixedAddress && profile.address !== null) {
    const place = { address: profile.address, callingStation: mac }
    if (await isAddressElsewhere(ctx, place)) return 'address-in-session'
  }
  if (emergency) {
    const leniency = { emergencyId: emergency.id, accountId, contractId, at: ctx.now() }
    await addLeniencies(ctx, [leniency])
  }
  return undefined
}

/** The fixed address of an account, else the one of a pool. */
async function give(ctx: Context, scene: Scene & { profile: Profile }): Promise<AddressAnswer> {
  const { agent, question, profile, agentId } = scene
  const { accountId, stations } = profile
  const address = profile.address ?? (await leaseFor(ctx, scene))
  if (address === undefined) return refuse(ctx, scene, 'no-free-address')
  if (agent.admission.learnsMac && stations.length === 0) {
    await learnStation(ctx, { accountId, agentId, mac: question.mac })
  }
  const { leaseSeconds } = agent.settings
  return describe(ctx, { address, leaseSeconds, isGuest: false })
}

async function leaseFor(
  ctx: Context,
  { question, profile, agentId }: Scene & { profile: Profile },
): Promise<string | undefined> {
  const { accountId } = profile
  const segmentIds = await segmentsAt(ctx, question.relayAddress)
  const place = { accountId, agentId, nasId: NO_NAS, ...(segmentIds && { segmentIds }) }
  return (await leaseAddresses(ctx, { ...place, kinds: ['ipv4'] })).ipv4?.address
}

/** Segments of the wire that a relay stands on; undefined = whatever serves, where nobody knows the relay. */
async function segmentsAt(
  ctx: Context,
  relayAddress: string | null,
): Promise<number[] | undefined> {
  const around = relayAddress === null ? undefined : await findSegmentAround(ctx, relayAddress)
  return around && findSegmentIdsBeside(ctx, around)
}

/** Writes down why, and makes a guest of whoever may be one. */
async function refuse(ctx: Context, scene: Scene, reason: RejectReason): Promise<AddressAnswer> {
  const { agent, question } = scene
  const { admitsGuests, guestSessionSeconds } = agent.admission
  const isGuest = admitsGuests.some((admitted) => admitted === reason)
  if (!isGuest) return writeDown(ctx, scene, reason)
  const segmentIds = await segmentsAt(ctx, question.relayAddress)
  const lease = await leaseGuestAddress(ctx, {
    station: question.mac,
    agentId: agent.id,
    nasId: NO_NAS,
    keptSeconds: guestSessionSeconds,
    ...(segmentIds && { segmentIds }),
  })
  if (!lease) return writeDown(ctx, scene, 'no-guest-address')
  return describe(ctx, { address: lease.address, leaseSeconds: guestSessionSeconds, isGuest })
}

async function writeDown(
  ctx: Context,
  { question, seen, profile }: Scene,
  reason: RejectReason,
): Promise<AddressAnswer> {
  await insertRejections(ctx, [
    {
      at: ctx.now(),
      nasId: null,
      login: profile?.login ?? question.mac,
      accountId: profile?.accountId ?? null,
      contractId: profile?.contractId ?? null,
      reason,
      callingStation: question.mac,
      line: seen.words,
      expectedLine: profile?.place ? expectedWords(profile.place, seen.line) : '',
    },
  ])
  return { kind: 'refused', reason }
}

const HOST_LENGTH = 32

/** With the mask and the gateway of its segment; outside of all an address stands alone. */
async function describe(
  ctx: Context,
  given: { address: string; leaseSeconds: number; isGuest: boolean },
): Promise<AddressAnswer> {
  const segment = await findSegmentAround(ctx, given.address)
  const prefixLength = segment ? Number(segment.network.split('/')[1]) : HOST_LENGTH
  return { kind: 'address', ...given, prefixLength, gateway: segment?.gateway ?? null }
}
