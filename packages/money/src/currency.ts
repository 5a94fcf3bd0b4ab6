/** Currencies of the first markets, with how many digits their minor unit has (ISO 4217). */
export const CURRENCIES = {
  RUB: 2,
  KZT: 2,
  BYN: 2,
  KGS: 2,
  UZS: 2,
  AMD: 2,
  USD: 2,
  EUR: 2,
} as const

export type Currency = keyof typeof CURRENCIES

/** Digits after the decimal point of a currency: 2 for RUB. */
export function minorDigits(currency: Currency): number {
  return CURRENCIES[currency]
}
