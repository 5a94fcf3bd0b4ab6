import type { RouteShape } from '@altyn/contract/route'
import type { FastifyRequest } from 'fastify'
import type { Actor, Context } from '#platform/context'
import type { Input } from '#platform/http/answer'
import type { Gate } from '#platform/http/mount'
import { Refusal } from '#platform/refusal'
import { recogniseDhcpAgent } from '../../domains/access/index.ts'
import { DHCP_KEY_PREFIX } from '../../domains/network/index.ts'
import {
  recogniseCookie,
  recogniseToken,
  recordAudit,
  requirePermission,
} from '../../domains/staff/index.ts'
import { COOKIE } from '../../domains/staff/staff.routes.ts'

/** What is open to somebody who has to set a first password before anything else. */
const BEFORE_PASSWORD = new Set(['/api/staff/me', '/api/staff/password', '/api/staff/sign-out'])

/** Who comes in, what they may do, and what of it is written down. */
export const staffGate: Gate = { findActor, admit, record }

async function findActor(ctx: Context, request: FastifyRequest): Promise<Actor | undefined> {
  const address = request.ip
  const bearer = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1]
  if (bearer?.startsWith(DHCP_KEY_PREFIX)) return recogniseDhcpAgent(ctx, { key: bearer, address })
  if (bearer) return recogniseToken(ctx, { token: bearer, address })
  const cookie = request.cookies[COOKIE]
  return cookie ? recogniseCookie(ctx, { token: cookie, address }) : undefined
}

function admit(actor: Actor, route: RouteShape): void {
  if (actor.mustSetPassword && !BEFORE_PASSWORD.has(route.path)) {
    throw new Refusal('staff.password-not-set')
  }
  requirePermission(actor, route.access)
}

/** Every change through the API leaves a line in the audit, in its own transaction. */
async function record(
  ctx: Context,
  route: RouteShape,
  input: Input<RouteShape>,
  done: unknown,
): Promise<void> {
  const [, , domain = '', noun = domain] = route.path.split('/')
  const params = (input.params || {}) as Record<string, unknown>
  const answer = (typeof done === 'object' && done !== null ? done : {}) as Record<string, unknown>
  const body = (input.body || {}) as Record<string, unknown>
  const objectId = params.id ?? params.accountId ?? answer.id
  const contractId = answer.contractId ?? body.contractId ?? params.contractId
  await recordAudit(ctx, {
    deed: `${route.method} ${route.path}`,
    objectKind: noun.startsWith(':') ? domain : `${domain}/${noun}`,
    objectId: objectId === undefined ? undefined : String(objectId),
    contractId: typeof contractId === 'number' ? contractId : undefined,
    details: { ...params, ...body, ...(done instanceof Refusal && { refused: done.code }) },
  })
}
