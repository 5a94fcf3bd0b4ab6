import { formatAmount, formatMinor, parseAmount } from '@altyn/money'
import { CURRENCY_SIGNS } from '../../i18n/measures.ts'

export type MoneyValue = { amount: string; currency: string }

export function currencySign(currency: string): string {
  return CURRENCY_SIGNS[currency] ?? currency
}

/** Money for people: `1 234,50 ₽`, in English `₽1,234.50`; a negative sum has a real minus sign. */
export function formatMoney({ amount, currency }: MoneyValue, language: 'ru' | 'en'): string {
  const minor = parseAmount(amount)
  const figures = formatMinor(minor, language)
  const sign = currencySign(currency)
  if (language === 'ru') return `${figures}\u00a0${sign}`
  const gap = sign.length > 1 ? '\u00a0' : ''
  return minor < 0n ? `\u2212${sign}${gap}${figures.slice(1)}` : `${sign}${gap}${figures}`
}

/** What a person typed as an amount, in the machine form; nothing when it is not an amount. */
export function readAmount(typed: string): string | undefined {
  const text = typed
    .replaceAll(/[\s\u00a0]/g, '')
    .replace('\u2212', '-')
    .replace(',', '.')
  return /^-?\d{1,13}(\.\d{1,2})?$/.test(text) ? text : undefined
}

/** Figures without a currency: `1234.5` → `1 234,50`. */
export function formatFigures(amount: string, language: 'ru' | 'en'): string {
  return formatMinor(parseAmount(amount), language)
}

/** The exact difference of two decimal amounts. */
export function subtractAmounts(from: string, amount: string): string {
  return formatAmount(parseAmount(from) - parseAmount(amount))
}

export function sumAmounts(amounts: readonly string[]): string {
  return formatAmount(amounts.reduce((sum, amount) => sum + parseAmount(amount), 0n))
}

export function isNegative(amount: string): boolean {
  return parseAmount(amount) < 0n
}

export function isZero(amount: string): boolean {
  return parseAmount(amount) === 0n
}
