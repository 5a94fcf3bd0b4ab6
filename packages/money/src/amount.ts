const AMOUNT = /^(-?)(\d+)(?:\.(\d{1,2}))?$/

/**
 * Reads a decimal amount into minor units: `600` → 60000n, `-0.5` → -50n.
 * Throws on anything but digits with at most two decimals: callers check the form first.
 */
export function parseAmount(text: string): bigint {
  const match = AMOUNT.exec(text)
  if (!match) throw new RangeError(`Not an amount: ${JSON.stringify(text)}`)
  const [, sign, whole = '0', decimals = ''] = match
  const minor = BigInt(whole) * 100n + BigInt(decimals.padEnd(2, '0') || '0')
  return sign === '-' ? -minor : minor
}

/** Minor units as a decimal string with two digits: 60000n → `600.00`. The machine form. */
export function formatAmount(minor: bigint): string {
  const sign = minor < 0n ? '-' : ''
  const digits = (minor < 0n ? -minor : minor).toString().padStart(3, '0')
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** Minor units for people: 123450n → `1 234,50` (ru) or `1,234.50` (en), with a real minus sign. */
export function formatMinor(minor: bigint, language: 'ru' | 'en' = 'ru'): string {
  const [whole = '0', decimals = '00'] = formatAmount(minor < 0n ? -minor : minor).split('.')
  const separator = language === 'ru' ? '\u00a0' : ','
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, separator)
  return `${minor < 0n ? '\u2212' : ''}${grouped}${language === 'ru' ? ',' : '.'}${decimals}`
}
