import {
  ATTRIBUTE,
  addEapSuccess,
  type EapAnswer,
  type PacketWriter,
  replyWithEap,
} from '@altyn/radius'
import { loginOf } from '../network/index.ts'
import { admit } from './admit.ts'
import { type Asked, type Doorkeeper, reject } from './answer-sign-in.ts'
import type { EapServers } from './eap-servers.ts'
import type { RejectReason } from './rules/refuse-login.ts'

/** One round of 802.1X; undefined when nothing is to be answered. The name that was proved is the login. */
export async function authoriseByEap(
  keeper: Doorkeeper & { eap: EapServers },
  asked: Asked,
): Promise<PacketWriter | undefined> {
  const { request, context } = asked
  if (keeper.barred.stops(request, context.client)) {
    return reject(keeper, asked, undefined, 'station-barred')
  }
  const server = keeper.eap.find(context.client.agentId)
  if (!server) return reject(keeper, asked, undefined, 'no-password-method')
  const answer = await server.respond(request, context.client)
  if (answer.kind === 'reject') return refuse(keeper, asked, answer)
  if (answer.kind !== 'accept') return replyWithEap(context, answer)
  const login = loginOf(answer.identity, context.client.settings)
  const profile = await keeper.profiles.find(context.client.agentId, login)
  if (!profile) return reject(keeper, { ...asked, login }, undefined, 'unknown-login')
  return admit(keeper, { ...asked, login }, profile, {
    extend(reply) {
      addEapSuccess(reply, answer)
      // In a tunnel the name outside may be anonymous: accounting has to name the account.
      reply.addString(ATTRIBUTE['User-Name'], login)
    },
  })
}

const REASONS: Partial<Record<string, RejectReason>> = {
  'unknown-identity': 'unknown-login',
  'wrong-password': 'wrong-password',
  'no-common-method': 'no-password-method',
  'no-inner-method': 'no-password-method',
}

async function refuse(
  keeper: Doorkeeper,
  asked: Asked,
  answer: Extract<EapAnswer, { kind: 'reject' }>,
): Promise<PacketWriter | undefined> {
  const { agentId, settings } = asked.context.client
  const login = answer.identity === undefined ? asked.login : loginOf(answer.identity, settings)
  const profile = await keeper.profiles.find(agentId, login)
  const reason = REASONS[answer.reason] ?? 'eap-failed'
  return reject(keeper, { ...asked, login }, profile, reason)
}
