import {
  ATTRIBUTE,
  type AttributeName,
  addEapFailure,
  CODE,
  encodeAttribute,
  type Packet,
  type PacketWriter,
  type RequestContext,
  VALUE,
} from '@altyn/radius'
import { type Ground, systemActor } from '#platform/context'
import { inTransaction } from '#platform/transaction'
import { dialectOf, leaseAddress, type Speed, toMac } from '../network/index.ts'
import type { Extras } from './compose-rows.ts'
import type { EmergencyWatch } from './memory/emergency-watch.ts'
import type { NasPeer } from './memory/nas-peers.ts'
import type { Profiles } from './memory/profiles.ts'
import type { Profile } from './memory/read-profile.ts'
import type { ReplyRows } from './memory/reply-rows.ts'
import type { SessionMarks } from './memory/session-marks.ts'
import type { RejectionLog } from './rejection-log.ts'
import { type RejectReason, reasonAgainst, replyMessage } from './rules/refuse-login.ts'
import { toClass } from './rules/session-class.ts'
import type { StationLearner } from './station-learner.ts'

const ACTOR = systemActor('radius')
const SPEEDS_KEPT_MAX = 10_000

export type Doorkeeper = {
  ground: Ground
  profiles: Profiles
  marks: SessionMarks
  rejections: RejectionLog
  learner: StationLearner
  emergency: EmergencyWatch
  rows: ReplyRows
}
export type Asked = { request: Packet; context: RequestContext<NasPeer>; login: string }
/** What shows that the password was known, and what the answer owes to the method. */
export type Proof = { extend(reply: PacketWriter): void }

/** Lets somebody in whose password is proved, unless state, tariff, MAC address or sessions are against it. */
export function admit(
  keeper: Doorkeeper,
  asked: Asked,
  profile: Profile,
  proof: Proof,
): PacketWriter | Promise<PacketWriter> {
  const { settings, agentId } = asked.context.client
  const station = asked.request.readString(ATTRIBUTE['Calling-Station-Id']) ?? ''
  const { stations } = profile
  const mac = settings.checksMac || settings.learnsMac ? toMac(station) : undefined
  const isLenient = profile.state === 'money' && keeper.emergency.isOn()
  const reason = reasonAgainst({
    state: isLenient ? 'active' : profile.state,
    hasTariff: profile.speedPlan !== undefined,
    isFromElsewhere: settings.checksMac && stations.length > 0 && !stations.includes(mac ?? ''),
    sessionsMax: profile.sessionsMax,
    sessionsOpen: keeper.marks.countOthers(profile.accountId, station),
  })
  if (reason) return reject(keeper, asked, profile, reason)
  if (isLenient) keeper.emergency.letIn(profile)
  if (settings.learnsMac && mac !== undefined && stations.length === 0) {
    keeper.learner.learn({ accountId: profile.accountId, agentId, mac })
  }
  if (profile.addressSource === 'pool' && profile.address === null) {
    return acceptFromPool(keeper, asked, profile, proof)
  }
  return accept(keeper, asked, profile, proof)
}

async function acceptFromPool(
  keeper: Doorkeeper,
  asked: Asked,
  profile: Profile,
  proof: Proof,
): Promise<PacketWriter> {
  const { agentId, nasId } = asked.context.client
  const key = { accountId: profile.accountId, agentId, nasId }
  const lease = await inTransaction(keeper.ground, ACTOR, (ctx) => leaseAddress(ctx, key))
  if (!lease) return reject(keeper, asked, profile, 'no-free-address')
  // Another access server may have to give another address: not remembered.
  if (!lease.isScoped) profile.address = lease.address
  return accept(keeper, asked, { ...profile, address: lease.address }, proof)
}

function accept(
  { profiles, rows }: Doorkeeper,
  { request, context }: Asked,
  profile: Profile,
  proof: Proof,
): PacketWriter {
  const { client } = context
  const speed = profiles.speedOf(profile)
  const extras = rows.of(
    { ...occasionOf(client, profile), packet: 'accept', speed },
    {
      ...profile,
      speed,
    },
  )
  const isOwn = (name: AttributeName) => !extras?.replaces.has(name)
  const reply = context.reply(CODE['Access-Accept'])
  if (isOwn('Service-Type')) {
    reply.addInteger(ATTRIBUTE['Service-Type'], VALUE['Service-Type']['Framed-User'])
  }
  const protocol = request.readInteger(ATTRIBUTE['Framed-Protocol'])
  if (protocol !== undefined && isOwn('Framed-Protocol')) {
    reply.addInteger(ATTRIBUTE['Framed-Protocol'], protocol)
  }
  if (profile.address && profile.addressSource !== 'nas' && isOwn('Framed-IP-Address')) {
    reply.addIpv4(ATTRIBUTE['Framed-IP-Address'], profile.address)
  }
  if (profile.networks.length > 0) reply.addEncoded(profile.networks)
  if (client.sessionSecondsMax > 0 && isOwn('Session-Timeout')) {
    reply.addInteger(ATTRIBUTE['Session-Timeout'], client.sessionSecondsMax)
  }
  if (isOwn('Acct-Interim-Interval')) {
    reply.addInteger(ATTRIBUTE['Acct-Interim-Interval'], client.interimSeconds)
  }
  reply.addString(ATTRIBUTE.Class, toClass(profile, speed, extras?.interimSeconds))
  if (speed) reply.addEncoded(encodedSpeed(client.dialect, speed, extras))
  if (extras) reply.addEncoded(extras.encoded)
  proof.extend(reply)
  return reply
}

function occasionOf({ agentId, nasId }: NasPeer, profile: Profile | undefined) {
  return { ...profile, agentId, nasId }
}

const speeds = new Map<string, Buffer>()

/** Speed attributes ready for the wire: there are far fewer speeds than sign-ins. */
function encodedSpeed(
  dialect: NasPeer['dialect'],
  speed: Speed,
  extras: Extras | undefined,
): Buffer {
  const pairs = () =>
    dialectOf(dialect)
      .speedAttributes(speed)
      .filter(([name]) => !extras?.replaces.has(name))
      .map(([name, value]) => encodeAttribute(name, value))
  if (extras) return Buffer.concat(pairs())
  const key = `${dialect}:${speed.downKbps}:${speed.upKbps}`
  const known = speeds.get(key)
  if (known) return known
  const encoded = Buffer.concat(pairs())
  if (speeds.size >= SPEEDS_KEPT_MAX) speeds.clear()
  speeds.set(key, encoded)
  return encoded
}

/** Refuses, writes down why, and tells the subscriber no more than a stranger may know. */
export function reject(
  { ground, rejections, rows }: Doorkeeper,
  { request, context, login }: Asked,
  profile: Profile | undefined,
  reason: RejectReason,
): PacketWriter {
  rejections.add({
    at: ground.clock.now(),
    nasId: context.client.nasId,
    login: login.slice(0, 253),
    accountId: profile?.accountId ?? null,
    contractId: profile?.contractId ?? null,
    reason,
    callingStation: request.readString(ATTRIBUTE['Calling-Station-Id']) ?? '',
  })
  const reply = context.reply(CODE['Access-Reject'])
  const extras = rows.of(
    { ...occasionOf(context.client, profile), packet: 'reject' },
    {
      login,
      ...profile,
    },
  )
  if (!extras?.replaces.has('Reply-Message')) {
    reply.addString(ATTRIBUTE['Reply-Message'], replyMessage(reason))
  }
  if (extras) reply.addEncoded(extras.encoded)
  return addEapFailure(reply, request)
}
