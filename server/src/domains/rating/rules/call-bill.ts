import { divideRounded, RATE_PER_MINOR, type Rate } from '@altyn/money'
import { INCOMING_CLASS } from './call-price.ts'
import { includedAmount, type Share } from './usage-price.ts'

const SECONDS_PER_MINUTE = 60n

/** What the minutes of a tariff are given for. */
export type CallAllowance = {
  /** Whole minutes given with the fee of a whole month. */
  included: number
  carriesOver: boolean
  /** An incomplete month gives only the part by days. */
  includedByDays: boolean
  /** Classes of calls that use them up; empty = all outgoing ones. */
  includedClasses: readonly string[]
}
/** Calls of one day, class and price taken together. */
export type CallGroup = {
  /** Days since 1970-01-01. */
  day: number
  class: string
  rate: Rate
  callRate: Rate
  calls: number
  billedSeconds: number
}
export type ClassLine = {
  class: string
  calls: number
  billedSeconds: number
  paidSeconds: number
  exact: bigint
}
export type CallBill = {
  /** In seconds. */
  usedSeconds: bigint
  includedSeconds: bigint
  /** Of the included what came over from the month before. */
  carriedSeconds: bigint
  /** By classes, in the order of their names. */
  lines: ClassLine[]
  /** Exact money: a rate times seconds; minor units are this by `perMinor`. */
  exact: bigint
  perMinor: bigint
  dueMinor: bigint
}

/**
 * What calls cost beyond the included minutes, exact, and rounded once. The included minutes go day by
 * day, within a day to the dearest minutes first, so the order in which calls became known does not
 * matter. The fact of a call is paid whether its minutes are included or not.
 */
export function billCalls(
  terms: CallAllowance,
  groups: readonly CallGroup[],
  { share, carriedSeconds = 0n }: { share: Share; carriedSeconds?: bigint },
): CallBill {
  const includedSeconds = includedAmount({ ...terms, unit: 'minute' }, share) + carriedSeconds
  let left = includedSeconds
  const lines = new Map<string, ClassLine>()
  for (const group of [...groups].sort(byDayThenDearest)) {
    const billed = BigInt(group.billedSeconds)
    const free = !usesAllowance(terms, group) || left <= 0n ? 0n : left < billed ? left : billed
    left -= free
    const paid = billed - free
    const line = lines.get(group.class) ?? emptyLine(group.class)
    line.calls += group.calls
    line.billedSeconds += group.billedSeconds
    line.paidSeconds += Number(paid)
    line.exact += group.rate * paid + group.callRate * BigInt(group.calls) * SECONDS_PER_MINUTE
    lines.set(group.class, line)
  }
  const exact = [...lines.values()].reduce((sum, line) => sum + line.exact, 0n)
  const perMinor = RATE_PER_MINOR * SECONDS_PER_MINUTE
  return {
    usedSeconds: usedOf(terms, groups),
    includedSeconds,
    carriedSeconds,
    lines: [...lines.values()].sort((a, b) => (a.class < b.class ? -1 : 1)),
    exact,
    perMinor,
    dueMinor: divideRounded(exact, perMinor),
  }
}

/** What is left of the included minutes of a month for the next one, in seconds. */
export function carryMinutesOver(
  terms: CallAllowance,
  groups: readonly CallGroup[],
  share: Share,
): bigint {
  if (!terms.carriesOver) return 0n
  const left = includedAmount({ ...terms, unit: 'minute' }, share) - usedOf(terms, groups)
  return left > 0n ? left : 0n
}

function usesAllowance({ includedClasses }: CallAllowance, group: CallGroup): boolean {
  if (group.class === INCOMING_CLASS) return false
  return includedClasses.length === 0 || includedClasses.includes(group.class)
}

function usedOf(terms: CallAllowance, groups: readonly CallGroup[]): bigint {
  return groups
    .filter((group) => usesAllowance(terms, group))
    .reduce((sum, { billedSeconds }) => sum + BigInt(billedSeconds), 0n)
}

function emptyLine(name: string): ClassLine {
  return { class: name, calls: 0, billedSeconds: 0, paidSeconds: 0, exact: 0n }
}

function byDayThenDearest(a: CallGroup, b: CallGroup): number {
  if (a.day !== b.day) return a.day - b.day
  if (a.rate !== b.rate) return a.rate > b.rate ? -1 : 1
  return a.class < b.class ? -1 : 1
}
