import { MEASURES } from '../../i18n/measures.ts'
import type { Language } from '../i18n.ts'

const BYTES_STEP = 1024
const RATE_STEP = 1000

/** A count for people: `12 345`. */
export function formatCount(count: number, language: Language): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 0 }).format(count)
}

/** A number in so few figures that it can stand at an axis: `180 тыс.`. */
export function formatRoughly(value: number, language: Language): string {
  // Marks of a low axis stand close together: 0,02 and 0,04 must not both be 0.
  const size = Math.abs(value)
  const digits = size < 1 ? 3 : size < 10 ? 2 : 1
  return new Intl.NumberFormat(language, {
    notation: 'compact',
    maximumFractionDigits: digits,
  }).format(value)
}

/** Traffic: `1,4 ГБ`. Counters come as text since they may exceed 2^53. */
export function formatBytes(bytes: number | bigint | string, language: Language): string {
  return inUnits(Number(bytes), { step: BYTES_STEP, units: MEASURES[language].bytes, language })
}

/** A speed: `100 Мбит/с`. */
export function formatBitRate(kilobitsPerSecond: number, language: Language): string {
  return inUnits(kilobitsPerSecond, {
    step: RATE_STEP,
    units: MEASURES[language].bitRates,
    language,
  })
}

/** A share: `12,5 %`. */
export function formatShare(share: number, language: Language): string {
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(
    share,
  )
}

function inUnits(
  value: number,
  { step, units, language }: { step: number; units: readonly string[]; language: Language },
): string {
  let rest = value
  let level = 0
  while (Math.abs(rest) >= step && level < units.length - 1) {
    rest /= step
    level += 1
  }
  const digits = level === 0 || Math.abs(rest) >= 100 ? 0 : 1
  const figures = new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(rest)
  return `${figures}\u00a0${units[level] ?? ''}`
}
