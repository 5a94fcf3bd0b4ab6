import {
  ruleAt,
  type Speed,
  type SpeedPeriod,
  type SpeedRule,
} from '../../catalogue/rules/speed-rule.ts'

/** A turbo over a half-open span of milliseconds since 1970. */
export type Turbo = Speed & { fromMs: number; untilMs: number }
/** The days since 1970-01-01 on which the spans of a moment began. */
export type SpanBegins = Record<SpeedPeriod, number>
/** All that the speed of an account depends on, but for the moment. */
export type SpeedPlan = {
  base: Speed
  rules: readonly SpeedRule[]
  turbos: readonly Turbo[]
  /** Octets used up in spans that began on these days. */
  used: Record<SpeedPeriod, bigint>
  begins: SpanBegins
}
export type Moment = { epochMs: number; band: string | null; begins: SpanBegins }
export type SpeedCause =
  | { kind: 'tariff' }
  | { kind: 'band'; band: string }
  | { kind: 'volume'; fromMegabytes: number; period: SpeedPeriod }
  | { kind: 'turbo'; untilMs: number }
export type DueSpeed = Speed & { cause: SpeedCause }

const BY_TARIFF: SpeedCause = { kind: 'tariff' }

/**
 * The speed that an account should have at a moment: a turbo never makes it slower than the first rule
 * that applies, or the tariff, would. What was used in a span that is over counts no more.
 */
export function dueSpeed(plan: SpeedPlan, moment: Moment): DueSpeed {
  const plain = plainSpeed(plan, moment)
  const turbos = plan.turbos.filter(
    ({ fromMs, untilMs }) => fromMs <= moment.epochMs && moment.epochMs < untilMs,
  )
  return turbos.reduce<DueSpeed>((best, turbo) => {
    const downKbps = faster(best.downKbps, turbo.downKbps)
    const upKbps = faster(best.upKbps, turbo.upKbps)
    if (downKbps === best.downKbps && upKbps === best.upKbps) return best
    return { downKbps, upKbps, cause: { kind: 'turbo', untilMs: turbo.untilMs } }
  }, plain)
}

function plainSpeed({ base, rules, used, begins }: SpeedPlan, moment: Moment): DueSpeed {
  const rule = ruleAt(rules, {
    band: moment.band,
    usedOctets: (period) => (begins[period] === moment.begins[period] ? used[period] : 0n),
  })
  if (!rule) return { ...base, cause: BY_TARIFF }
  const { downKbps, upKbps } = rule
  const cause: SpeedCause =
    rule.kind === 'band'
      ? { kind: 'band', band: rule.band }
      : { kind: 'volume', fromMegabytes: rule.fromMegabytes, period: rule.period }
  return { downKbps, upKbps, cause }
}

/** 0 is without a limit. */
function faster(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : Math.max(a, b)
}
