import * as contract from '@altyn/contract/network/protection'
import { answer } from '#platform/http/answer'
import { toApiTime } from '#platform/http/api-values'
import { toApiNas } from '../network.routes.ts'
import type { ObservedKind } from '../observed/nas-observations.store.ts'
import { enforceProtection, relaxProtection } from './enforce-protection.ts'
import { type EnforcementRow, selectEnforcements } from './enforcements.store.ts'
import { findProtection, type NasProtection } from './find-protection.ts'

const HISTORY_MAX = 100

export const protectionRoutes = [
  answer(contract.listProtection, async (ctx) => ({
    items: (await findProtection(ctx)).map(toApiProtection),
  })),
  answer(contract.listEnforcements, async (ctx, { params }) => ({
    items: (await selectEnforcements(ctx, params.id, HISTORY_MAX)).map(toApiEnforcement),
  })),
  answer(contract.enforceProtection, async (ctx, { params, body, version }) =>
    toApiNas(await enforceProtection(ctx, { id: params.id, version, rule: body.rule })),
  ),
  answer(contract.relaxProtection, async (ctx, { params, body, version }) =>
    toApiNas(await relaxProtection(ctx, { id: params.id, version, rule: body.rule })),
  ),
]

function toApiProtection({
  nasId,
  lastContactAt,
  seen,
  rules,
}: NasProtection): contract.NasProtection {
  const toApiSeen = (kind: ObservedKind) => {
    const sighting = seen[kind]
    if (!sighting) return null
    const { times, firstAt, lastAt } = sighting
    return { times: Number(times), firstAt: toApiTime(firstAt), lastAt: toApiTime(lastAt) }
  }
  return {
    nasId,
    lastContactAt: toApiTime(lastContactAt),
    seen: {
      request: toApiSeen('request'),
      unsigned: toApiSeen('unsigned'),
      proxied: toApiSeen('proxied'),
      unsignedProxied: toApiSeen('unsigned-proxied'),
      badlySigned: toApiSeen('badly-signed'),
      discarded: toApiSeen('discarded'),
      tls: toApiSeen('tls'),
    },
    rules: rules.map(({ readiness, latest, probationUntil, ...rule }) => ({
      ...rule,
      readiness: {
        state: readiness.state,
        requests: Number(readiness.requests),
        since: toApiTime(readiness.since),
      },
      latest: latest ? toApiEnforcement(latest) : null,
      probationUntil: toApiTime(probationUntil),
    })),
  }
}

function toApiEnforcement({ nasId: _, ...row }: EnforcementRow): contract.Enforcement {
  return { ...row, enforcedAt: toApiTime(row.enforcedAt), endedAt: toApiTime(row.endedAt) }
}
