import type { Context } from '#platform/context'
import { type NasRow, selectNas } from '../nas.store.ts'
import { type ObservedKind, selectObservations } from '../observed/nas-observations.store.ts'
import {
  type Observation,
  PROBATION_MINUTES,
  PROTECTION_RULES,
  type ProtectionRule,
  type Readiness,
  readinessOf,
} from '../rules/protection.ts'
import { type EnforcementRow, selectLatestEnforcements } from './enforcements.store.ts'
import { isHeldTo } from './record-protection.ts'

export type RuleState = {
  rule: ProtectionRule
  isEnforced: boolean
  readiness: Readiness
  /** When it was enforced or ended last; undefined when it never was by this system. */
  latest: EnforcementRow | undefined
  /** Until when the system takes it back by itself. */
  probationUntil: Temporal.Instant | null
}
/** What an access server sends, and what may be demanded of it. */
export type NasProtection = {
  nasId: number
  lastContactAt: Temporal.Instant | null
  seen: Partial<Record<ObservedKind, Observation>>
  rules: RuleState[]
}

const OFFENDING = {
  signature: 'unsigned',
  'proxy-state': 'unsigned-proxied',
} as const satisfies Record<ProtectionRule, ObservedKind>

/** All access servers in service: what was seen of each, and whether a rule may be enforced. */
export async function findProtection(ctx: Context): Promise<NasProtection[]> {
  const observations = Map.groupBy(await selectObservations(ctx), ({ nasId }) => nasId)
  const enforcements = await selectLatestEnforcements(ctx)
  return (await selectNas(ctx)).map((nas) => {
    const rows = observations.get(nas.id) ?? []
    const seen: NasProtection['seen'] = {}
    for (const { kind, nasId: _, ...observation } of rows) seen[kind] = observation
    const lastAt = rows
      .map(({ lastAt }) => lastAt)
      .sort(Temporal.Instant.compare)
      .at(-1)
    const own = enforcements.filter(({ nasId }) => nasId === nas.id)
    return {
      nasId: nas.id,
      lastContactAt: lastAt ?? null,
      seen,
      rules: PROTECTION_RULES.map((rule) => stateOf(ctx, nas, { rule, seen, own })),
    }
  })
}

function stateOf(
  ctx: Context,
  nas: NasRow,
  {
    rule,
    seen,
    own,
  }: Pick<RuleState, 'rule'> & Pick<NasProtection, 'seen'> & { own: EnforcementRow[] },
): RuleState {
  const latest = own.find((enforcement) => enforcement.rule === rule)
  const isEnforced = isHeldTo(nas, rule)
  const until = latest?.enforcedAt.add({ minutes: PROBATION_MINUTES })
  const isWatched = isEnforced && until && Temporal.Instant.compare(ctx.now(), until) < 0
  return {
    rule,
    isEnforced,
    readiness: readinessOf(ctx.now(), seen.request, seen[OFFENDING[rule]]),
    latest,
    probationUntil: isWatched ? until : null,
  }
}
