import type { NasProtection, ProtectionRule } from '@altyn/contract/network/protection'
import type { StatusTone } from '../../../ui/pieces/status-tag.tsx'

export type RuleState = NasProtection['rules'][number]
export type ProtectionVerdict =
  | 'probation'
  | 'enforced'
  | 'rolled-back'
  | 'silent'
  | 'safe'
  | 'unsafe'
  | 'watching'

export const VERDICT_TONES: Record<ProtectionVerdict, StatusTone> = {
  probation: 'note',
  enforced: 'ok',
  'rolled-back': 'warn',
  silent: 'quiet',
  safe: 'note',
  unsafe: 'warn',
  watching: 'quiet',
}

/** How a rule stands at an access server, in one word. */
export function verdictOf({
  isEnforced,
  probationUntil,
  latest,
  readiness,
}: RuleState): ProtectionVerdict {
  if (isEnforced) return probationUntil ? 'probation' : 'enforced'
  if (readiness.state === 'safe') return 'safe'
  if (latest?.rolledBack) return 'rolled-back'
  if (readiness.since === null) return 'silent'
  return readiness.state
}

export function ruleOf(
  protection: NasProtection | undefined,
  rule: ProtectionRule,
): RuleState | undefined {
  return protection?.rules.find((one) => one.rule === rule)
}
