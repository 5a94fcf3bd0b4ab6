import {
  ATTRIBUTE,
  authenticationMethod,
  CODE,
  checkChap,
  checkMsChap1,
  checkMsChap2,
  checkPap,
  deriveMppeKeys,
  encodeAttribute,
  type Packet,
  type PacketWriter,
  type RequestContext,
  VALUE,
} from '@altyn/radius'
import { type Ground, systemActor } from '#platform/context'
import { inTransaction } from '#platform/transaction'
import { dialectOf, leaseAddress, type Speed } from '../network/index.ts'
import type { NasPeer } from './nas-peers.ts'
import type { Profile, Profiles } from './profiles.ts'
import type { RejectionLog } from './rejection-log.ts'
import { type RejectReason, reasonAgainst, replyMessage } from './rules/refuse-login.ts'
import { toClass } from './rules/session-class.ts'
import type { SessionMarks } from './session-marks.ts'

const ACTOR = systemActor('radius')
const SPEEDS_KEPT_MAX = 10_000

export type Doorkeeper = {
  ground: Ground
  profiles: Profiles
  marks: SessionMarks
  rejections: RejectionLog
}
type Asked = { request: Packet; context: RequestContext<NasPeer>; login: string }
type Proof = { extend(reply: PacketWriter): void }

/**
 * Answers an Access-Request: finds the account, proves the password, looks at state, tariff and
 * session limit, and gives the address and the speed in the words of the access server.
 */
export function authoriseLogin(
  keeper: Doorkeeper,
  request: Packet,
  context: RequestContext<NasPeer>,
): PacketWriter | Promise<PacketWriter> {
  const asked = { request, context, login: request.readString(ATTRIBUTE['User-Name']) ?? '' }
  const found = keeper.profiles.find(context.client.agentId, asked.login)
  return found instanceof Promise
    ? found.then((profile) => decide(keeper, asked, profile))
    : decide(keeper, asked, found)
}

function decide(
  keeper: Doorkeeper,
  asked: Asked,
  profile: Profile | undefined,
): PacketWriter | Promise<PacketWriter> {
  if (!profile) return reject(keeper, asked, undefined, 'unknown-login')
  const proof = provePassword(asked, profile.password)
  if (typeof proof === 'string') return reject(keeper, asked, profile, proof)
  const station = asked.request.readString(ATTRIBUTE['Calling-Station-Id']) ?? ''
  const reason = reasonAgainst({
    state: profile.state,
    hasTariff: profile.speedPlan !== undefined,
    sessionsMax: profile.sessionsMax,
    sessionsOpen: keeper.marks.countOthers(profile.accountId, station),
  })
  if (reason) return reject(keeper, asked, profile, reason)
  if (profile.addressSource === 'pool' && profile.address === null) {
    return acceptFromPool(keeper, asked, profile, proof)
  }
  return accept(keeper, asked, profile, proof)
}

const PLAIN_PROOF: Proof = { extend: () => undefined }

/** Proves the password by whatever method the request carries. */
function provePassword({ request, context }: Asked, password: string): Proof | RejectReason {
  const { secret } = context.client
  const method = authenticationMethod(request)
  if (method === 'pap') return checkPap(request, secret, password) ? PLAIN_PROOF : 'wrong-password'
  if (method === 'chap') return checkChap(request, password) ? PLAIN_PROOF : 'wrong-password'
  if (method === 'ms-chap-1') {
    return checkMsChap1(request, password) ? PLAIN_PROOF : 'wrong-password'
  }
  if (method !== 'ms-chap-2') return 'no-password-method'
  const proof = checkMsChap2(request, password)
  if (!proof) return 'wrong-password'
  return {
    extend(reply) {
      reply.addBytes(ATTRIBUTE['MS-CHAP2-Success'], proof.success)
      reply.addMppeKeys(deriveMppeKeys(proof))
    },
  }
}

async function acceptFromPool(
  keeper: Doorkeeper,
  asked: Asked,
  profile: Profile,
  proof: Proof,
): Promise<PacketWriter> {
  const key = { accountId: profile.accountId, agentId: asked.context.client.agentId }
  const address = await inTransaction(keeper.ground, ACTOR, (ctx) => leaseAddress(ctx, key))
  if (!address) return reject(keeper, asked, profile, 'no-free-address')
  profile.address = address
  return accept(keeper, asked, profile, proof)
}

function accept(
  { profiles }: Doorkeeper,
  { request, context }: Asked,
  profile: Profile,
  proof: Proof,
): PacketWriter {
  const { client } = context
  const reply = context.reply(CODE['Access-Accept'])
  reply.addInteger(ATTRIBUTE['Service-Type'], VALUE['Service-Type']['Framed-User'])
  const protocol = request.readInteger(ATTRIBUTE['Framed-Protocol'])
  if (protocol !== undefined) reply.addInteger(ATTRIBUTE['Framed-Protocol'], protocol)
  if (profile.address && profile.addressSource !== 'nas') {
    reply.addIpv4(ATTRIBUTE['Framed-IP-Address'], profile.address)
  }
  if (client.sessionSecondsMax > 0) {
    reply.addInteger(ATTRIBUTE['Session-Timeout'], client.sessionSecondsMax)
  }
  reply.addInteger(ATTRIBUTE['Acct-Interim-Interval'], client.interimSeconds)
  const speed = profiles.speedOf(profile)
  reply.addString(ATTRIBUTE.Class, toClass(profile, speed))
  if (speed) reply.addEncoded(encodedSpeed(client.dialect, speed))
  proof.extend(reply)
  return reply
}

const speeds = new Map<string, Buffer>()

/** Speed attributes ready for the wire: there are far fewer speeds than sign-ins. */
function encodedSpeed(dialect: NasPeer['dialect'], speed: Speed): Buffer {
  const key = `${dialect}:${speed.downKbps}:${speed.upKbps}`
  const known = speeds.get(key)
  if (known) return known
  const pairs = dialectOf(dialect).speedAttributes(speed)
  const encoded = Buffer.concat(pairs.map(([name, value]) => encodeAttribute(name, value)))
  if (speeds.size >= SPEEDS_KEPT_MAX) speeds.clear()
  speeds.set(key, encoded)
  return encoded
}

function reject(
  { ground, rejections }: Doorkeeper,
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
  return reply.addString(ATTRIBUTE['Reply-Message'], replyMessage(reason))
}
