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
import type { Ground } from '#platform/context'
import {
  type AttributeOccasion,
  type AttributePair,
  categoriesOf,
  dialectOf,
  expectedWords,
  type Speed,
  untagged,
  type ValueFacts,
} from '../network/index.ts'
import type { Extras } from './compose-rows.ts'
import type { EncodedAttribute } from './encode-networks.ts'
import type { BarredStations } from './memory/barred-stations.ts'
import type { EmergencyWatch } from './memory/emergency-watch.ts'
import type { Lines, SeenLine } from './memory/lines.ts'
import type { NasPeer } from './memory/nas-peers.ts'
import type { Profiles } from './memory/profiles.ts'
import type { Profile } from './memory/read-profile.ts'
import type { ReplyRows } from './memory/reply-rows.ts'
import type { SessionMarks } from './memory/session-marks.ts'
import type { SessionServices } from './memory/session-services.ts'
import type { RejectionLog } from './rejection-log.ts'
import { type RejectReason, replyMessage } from './rules/refuse-login.ts'
import type { StationLearner } from './station-learner.ts'

const ENCODED_KEPT_MAX = 10_000

export type Doorkeeper = {
  ground: Ground
  profiles: Profiles
  marks: SessionMarks
  rejections: RejectionLog
  learner: StationLearner
  emergency: EmergencyWatch
  rows: ReplyRows
  barred: BarredStations
  lines: Lines
  services: SessionServices
}
export type Asked = {
  request: Packet
  context: RequestContext<NasPeer>
  login: string
  /** The line that it comes by, where somebody has looked. */
  seen?: SeenLine
}
/** What shows that the password was known, and what the answer owes to the method. */
export type Proof = { extend(reply: PacketWriter): void }
export const PLAIN_PROOF: Proof = { extend: () => undefined }

type Place = Pick<NasPeer, 'agentId' | 'nasId' | 'deviceGroupIds'>
/** Whom rows of attributes are for; nobody's account leaves it empty. */
type Recipient = Omit<AttributeOccasion, keyof Place | 'packet' | 'categories' | 'speed'>
/** All that is granted to whoever is let in. */
export type Grant = {
  recipient: Recipient
  facts: Omit<ValueFacts, 'speed' | 'address'>
  /** What accounting is to name the session by; told how often to report where a row says it. */
  mark: (interimSeconds?: number) => string
  speed: Speed | undefined
  /** What it gets within the session. */
  services: ReturnType<SessionServices['given']>
  address: string | null
  /** Attributes of IPv6 and of networks that are led there, ready for the wire. */
  networks: readonly EncodedAttribute[]
  /** 0 = without an end. */
  sessionSeconds: number
}

/** Lets somebody in: what the program grants, then the rows of attributes in the place of ours. */
export function accept(
  { rows }: Pick<Doorkeeper, 'rows'>,
  { request, context }: Asked,
  grant: Grant,
  proof: Proof,
): PacketWriter {
  const { dialect, interimSeconds } = context.client
  const { speed, address } = grant
  const categories = categoriesOf(grant.services)
  const extras = rows.of(
    { ...grant.recipient, ...placeOf(context.client), packet: 'accept', categories, speed },
    { ...grant.facts, speed, address },
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
  if (address && isOwn('Framed-IP-Address')) {
    reply.addIpv4(ATTRIBUTE['Framed-IP-Address'], address)
  }
  for (const { name, encoded } of grant.networks) {
    if (isOwn(name)) reply.addEncoded(encoded)
  }
  if (grant.sessionSeconds > 0 && isOwn('Session-Timeout')) {
    reply.addInteger(ATTRIBUTE['Session-Timeout'], grant.sessionSeconds)
  }
  if (isOwn('Acct-Interim-Interval')) {
    reply.addInteger(ATTRIBUTE['Acct-Interim-Interval'], interimSeconds)
  }
  reply.addString(ATTRIBUTE.Class, grant.mark(extras?.interimSeconds))
  if (speed) reply.addEncoded(encodedSpeed(dialect, speed, extras))
  if (grant.services.length > 0) {
    reply.addEncoded(encodedServices(context.client, grant.services, extras))
  }
  if (extras) reply.addEncoded(extras.encoded)
  proof.extend(reply)
  return reply
}

function placeOf({ agentId, nasId, deviceGroupIds }: NasPeer): Place {
  return { agentId, nasId, deviceGroupIds }
}

/** Speed attributes ready for the wire: there are far fewer speeds than sign-ins. */
function encodedSpeed(
  dialect: NasPeer['dialect'],
  speed: Speed,
  extras: Extras | undefined,
): Buffer {
  const key = `${dialect}:${speed.downKbps}:${speed.upKbps}`
  return encodeOnce(key, () => dialectOf(dialect).speedAttributes(speed), extras)
}

/** The same for services: there are few sets of them. */
function encodedServices(
  { dialect, interimSeconds }: NasPeer,
  given: Grant['services'],
  extras: Extras | undefined,
): Buffer {
  const names = given.map(({ service }) => service.name)
  const interim = extras?.interimSeconds ?? interimSeconds
  const key = `${dialect} ${interim} ${names.join(' ')}`
  return encodeOnce(key, () => dialectOf(dialect).services?.atSignIn(names, interim) ?? [], extras)
}

const encodedBefore = new Map<string, Buffer>()

/** Encodes what is the same for many sign-ins once; where rows take the place of some, each time. */
function encodeOnce(
  key: string,
  pairsOf: () => readonly AttributePair[],
  extras: Extras | undefined,
): Buffer {
  const known = extras ? undefined : encodedBefore.get(key)
  if (known) return known
  const pairs = pairsOf().filter(([name]) => !extras?.replaces.has(untagged(name)))
  const encoded = Buffer.concat(pairs.map(([name, value]) => encodeAttribute(name, value)))
  if (extras) return encoded
  if (encodedBefore.size >= ENCODED_KEPT_MAX) encodedBefore.clear()
  encodedBefore.set(key, encoded)
  return encoded
}

/** Refuses, writes down why, and tells the subscriber no more than a stranger may know. */
export function reject(
  { ground, rejections, rows }: Doorkeeper,
  { request, context, login, seen }: Asked,
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
    line: seen?.words ?? '',
    expectedLine: seen && profile?.place ? expectedWords(profile.place, seen.line) : '',
  })
  const reply = context.reply(CODE['Access-Reject'])
  const extras = rows.of(
    { ...profile, ...placeOf(context.client), packet: 'reject' },
    { login, ...profile },
  )
  if (!extras?.replaces.has('Reply-Message')) {
    reply.addString(ATTRIBUTE['Reply-Message'], replyMessage(reason))
  }
  if (extras) reply.addEncoded(extras.encoded)
  return addEapFailure(reply, request)
}
