import { formatCount, formatRoughly } from '../../../lib/format/quantity.ts'
import type { Language } from '../../../lib/i18n.ts'

/** Above this nobody reads figures one by one: `2²⁴`, or `≈ 16,8 млн`. */
const HUGE = 10_000_000
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** How many addresses or prefixes, of which IPv6 has more than figures tell. */
export function formatUnits(count: number, language: Language): string {
  if (count < HUGE) return formatCount(count, language)
  const bits = Math.log2(count)
  if (!Number.isInteger(bits)) return `≈\u00a0${formatRoughly(count, language)}`
  return `2${[...String(bits)].map((digit) => SUPERSCRIPTS[Number(digit)]).join('')}`
}
