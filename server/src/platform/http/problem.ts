import type { Problem } from '@altyn/contract/problem'
import { isDatabaseAway } from '../database-errors.ts'
import { Refusal } from '../refusal.ts'

/** The only table from refusal codes to HTTP statuses; what it does not name is a conflict, 409. */
const STATUSES: Record<string, number> = {
  'platform.invalid': 422,
  'platform.bad-cursor': 422,
  'platform.bad-request': 400,
  'platform.not-found': 404,
  'platform.too-large': 413,
  'platform.wrong-origin': 403,
  'platform.version-required': 428,
  'platform.version-mismatch': 412,
  'platform.idempotency-key-required': 400,
  'platform.idempotency-key-reused': 422,
  'platform.database-away': 503,
  'platform.internal': 500,
  'staff.not-signed-in': 401,
  'staff.wrong-password': 401,
  'staff.forbidden': 403,
  'staff.password-not-set': 403,
  'staff.first-sign-in-from-afar': 403,
  'staff.too-many-attempts': 429,
  'access.dhcp-key-needed': 403,
}

/** Any failure as problem+json: refusals by their code, the rest without a word of the inside. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Refusal) return problemOf(error)
  const fastifyStatus = statusOf(error)
  if (fastifyStatus === 413) return problemOf(new Refusal('platform.too-large'))
  if (fastifyStatus >= 400 && fastifyStatus < 500)
    return problemOf(new Refusal('platform.bad-request'))
  if (isDatabaseAway(error)) return problemOf(new Refusal('platform.database-away'))
  return problemOf(new Refusal('platform.internal'))
}

function problemOf({ code, details, fields }: Refusal): Problem {
  const status = STATUSES[code] ?? (code.endsWith('.not-found') ? 404 : 409)
  return { type: `urn:altyn:${code}`, title: code, status, code, details, fields }
}

function statusOf(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined
  return typeof status === 'number' ? status : 500
}
