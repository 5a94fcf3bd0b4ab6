import {
  ATTRIBUTE,
  authenticationMethod,
  checkChap,
  checkMsChap1,
  checkMsChap2,
  checkPap,
  deriveMppeKeys,
  type Packet,
  type PacketWriter,
  type RequestContext,
} from '@altyn/radius'
import { loginOf, toMac } from '../network/index.ts'
import { admit } from './admit.ts'
import { type Asked, type Doorkeeper, PLAIN_PROOF, type Proof, reject } from './answer-sign-in.ts'
import { authoriseByEap } from './authorise-by-eap.ts'
import type { EapServers } from './eap-servers.ts'
import { refuse } from './guests/admit-guest.ts'
import type { LineLogins } from './memory/line-logins.ts'
import type { SeenLine } from './memory/lines.ts'
import type { MacLogins } from './memory/mac-logins.ts'
import type { NasPeer } from './memory/nas-peers.ts'
import type { Profile } from './memory/read-profile.ts'
import type { RejectReason } from './rules/refuse-login.ts'

type Keeper = Doorkeeper & { eap: EapServers; macs: MacLogins; lineLogins: LineLogins }

/**
 * Answers an Access-Request: finds the account, proves the password, looks at state, tariff and
 * session limit, and gives the address and the speed in the words of the access server.
 */
export function authoriseLogin(
  keeper: Keeper,
  request: Packet,
  context: RequestContext<NasPeer>,
): PacketWriter | Promise<PacketWriter | undefined> {
  const userName = request.readString(ATTRIBUTE['User-Name']) ?? ''
  const asked = { request, context, login: loginOf(userName, context.client.settings) }
  if (authenticationMethod(request) === 'eap') return authoriseByEap(keeper, asked)
  const found = keeper.profiles.find(context.client.agentId, asked.login)
  return found instanceof Promise
    ? found.then((profile) => decide(keeper, asked, profile))
    : decide(keeper, asked, found)
}

function decide(
  keeper: Keeper,
  asked: Asked,
  profile: Profile | undefined,
): PacketWriter | Promise<PacketWriter> {
  // Who is barred whoever it is gets no password tried.
  if (keeper.barred.stops(asked.request, asked.context.client)) {
    return reject(keeper, asked, profile, 'station-barred')
  }
  if (!profile) return decideUnnamed(keeper, asked)
  const proof = provePassword(asked, profile.password)
  if (typeof proof === 'string') return refuseUnproved(keeper, asked, profile, proof)
  return admit(keeper, asked, profile, proof)
}

/** A stranger by name may be known by the MAC address that stands there instead, or by the line. */
function decideUnnamed(keeper: Keeper, asked: Asked): PacketWriter | Promise<PacketWriter> {
  const { settings } = asked.context.client
  const mac = settings.authenticatesByMac ? toMac(asked.login) : undefined
  if (mac !== undefined) return decideByMac(keeper, asked, mac)
  return settings.authenticatesByLine
    ? decideByLine(keeper, asked)
    : refuseUnproved(keeper, asked, undefined, 'unknown-login')
}

async function decideByMac(keeper: Keeper, asked: Asked, mac: string): Promise<PacketWriter> {
  const { agentId, settings } = asked.context.client
  const profile = await keeper.macs.find(agentId, mac)
  if (profile) return admit(keeper, asked, profile, PLAIN_PROOF)
  return settings.authenticatesByLine
    ? decideByLine(keeper, asked)
    : refuseUnproved(keeper, asked, undefined, 'unknown-login')
}

/** Whoever comes by the line of one account is that account: its port is its password. */
async function decideByLine(keeper: Keeper, asked: Asked): Promise<PacketWriter> {
  const seen: SeenLine = await keeper.lines.see(asked.request)
  const known = { ...asked, seen }
  if (!seen.line) return refuseUnproved(keeper, known, undefined, 'unknown-login')
  const owner = await keeper.lineLogins.find(asked.context.client.agentId, seen.line)
  if (owner.profile) return admit(keeper, known, owner.profile, PLAIN_PROOF)
  const reason = owner.isShared ? 'shared-line' : 'unknown-line'
  return refuseUnproved(keeper, known, undefined, reason)
}

/** MS-CHAP 2 asks for a proof in return, which only the password gives: such a peer is no guest. */
function refuseUnproved(
  keeper: Keeper,
  asked: Asked,
  profile: Profile | undefined,
  reason: RejectReason,
): PacketWriter | Promise<PacketWriter> {
  return authenticationMethod(asked.request) === 'ms-chap-2'
    ? reject(keeper, asked, profile, reason)
    : refuse(keeper, asked, { profile, reason })
}

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
