export const DURATION_UNITS = [
  { key: 'seconds', size: 1 },
  { key: 'minutes', size: 60 },
  { key: 'hours', size: 3600 },
  { key: 'days', size: 86_400 },
] as const

export type DurationUnit = (typeof DURATION_UNITS)[number]['key']

/** The biggest unit in which a length is a whole number: 86 400 s are days, 90 s are seconds. */
export function unitOf(seconds: number | null): DurationUnit {
  if (!seconds) return 'minutes'
  return DURATION_UNITS.findLast(({ size }) => seconds % size === 0)?.key ?? 'seconds'
}

export function unitSeconds(unit: DurationUnit): number {
  return DURATION_UNITS.find(({ key }) => key === unit)?.size ?? 1
}
