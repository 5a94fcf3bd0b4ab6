const NOT_DIALLED = /[\s()\-.\u00a0]/g
const NUMBER_DIGITS_MAX = 15

/** The digits of an E.164 number as it is written: `+7 (495) 123-45-67`; undefined when it is none. */
export function digitsOf(text: string): string | undefined {
  const digits = text.replaceAll(NOT_DIALLED, '').replace(/^\+/, '')
  return /^\d+$/.test(digits) && digits.length <= NUMBER_DIGITS_MAX ? digits : undefined
}

/** Every prefix of a number, the longest first. */
export function prefixesOf(digits: string): string[] {
  return Array.from(digits, (_, i) => digits.slice(0, digits.length - i))
}

/**
 * The price of a number: of the longest prefix that has one at this time, that of the band itself
 * before that of all other times.
 */
export function longestMatch<Row extends { prefix: string; band: string | null }>(
  rows: readonly Row[],
  band: string | null,
): Row | undefined {
  return rows
    .filter((row) => row.band === null || row.band === band)
    .sort(
      (a, b) =>
        b.prefix.length - a.prefix.length || Number(b.band !== null) - Number(a.band !== null),
    )[0]
}
