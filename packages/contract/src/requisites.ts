const KEY_WEIGHTS = [7, 1, 3]

/**
 * The broken rule of a taxpayer number (ИНН) of 10 or 12 digits, or undefined when it is right.
 * Check digits by order ЕД-7-14/559@ of the Federal Tax Service of 26 June 2025.
 */
export function innProblem(
  inn: string,
): 'inn-digits' | 'inn-length' | 'inn-zeros' | 'inn-check-digit' | undefined {
  if (!/^\d+$/.test(inn)) return 'inn-digits'
  if (inn.length !== 10 && inn.length !== 12) return 'inn-length'
  // Zeros alone would satisfy the check digit.
  if (/^0+$/.test(inn)) return 'inn-zeros'
  return hasInnCheckDigits(digitsOf(inn)) ? undefined : 'inn-check-digit'
}

/**
 * The broken rule of a company's state registration number (ОГРН, 13 digits), or undefined.
 * The first digit tells a registration from a later record: 1 or 5.
 */
export function ogrnProblem(
  ogrn: string,
): 'ogrn-form' | 'ogrn-sign' | 'ogrn-check-digit' | undefined {
  if (!/^\d{13}$/.test(ogrn)) return 'ogrn-form'
  if (!/^[15]/.test(ogrn)) return 'ogrn-sign'
  return hasRemainder(ogrn, 11n) ? undefined : 'ogrn-check-digit'
}

/** The broken rule of a sole proprietor's registration number (ОГРНИП, 15 digits), or undefined. */
export function ogrnipProblem(
  ogrnip: string,
): 'ogrnip-form' | 'ogrnip-sign' | 'ogrnip-check-digit' | undefined {
  if (!/^\d{15}$/.test(ogrnip)) return 'ogrnip-form'
  if (!ogrnip.startsWith('3')) return 'ogrnip-sign'
  return hasRemainder(ogrnip, 13n) ? undefined : 'ogrnip-check-digit'
}

/**
 * The broken rule of a registration reason code (КПП), or undefined: tax office, reason, number.
 * It has no check digit.
 */
export function kppProblem(kpp: string): 'kpp-form' | undefined {
  return /^(?!0000)\d{4}[\dA-Z]{2}\d{3}$/.test(kpp) ? undefined : 'kpp-form'
}

/** The broken rule of a bank identification code (БИК), or undefined. It has no check digit. */
export function bicProblem(bic: string): 'bic-form' | undefined {
  return /^0\d{8}$/.test(bic) ? undefined : 'bic-form'
}

/**
 * The broken rule of a settlement account (расчётный счёт) in the bank of this BIC, or undefined.
 * Control key by procedure 515 of the Bank of Russia of 8 September 1997; accounts in the
 * treasury (0… in a division whose BIC does not begin with 04) carry no such key.
 */
export function settlementAccountProblem({
  account,
  bic,
}: {
  account: string
  bic: string
}): 'bic-form' | 'account-form' | 'account-key' | undefined {
  if (bicProblem(bic)) return 'bic-form'
  if (!/^\d{20}$/.test(account)) return 'account-form'
  if (account.startsWith('0') && !bic.startsWith('04')) return undefined
  // Divisions of the Bank of Russia itself are numbered 000 to 002 and known by their own code.
  const isBankOfRussia = /00[0-2]$/.test(bic)
  const branch = isBankOfRussia ? bankOfRussiaDivision(bic) : bic.slice(-3)
  return hasControlKey(branch + account) ? undefined : 'account-key'
}

/**
 * The broken rule of the correspondent account of the bank of this BIC, or undefined: 301… of a
 * bank or 40102… of the treasury, with the control key of procedure 515 of the Bank of Russia.
 */
export function correspondentAccountProblem({
  account,
  bic,
}: {
  account: string
  bic: string
}):
  | 'bic-form'
  | 'correspondent-account-form'
  | 'correspondent-account-kind'
  | 'correspondent-account-key'
  | undefined {
  if (bicProblem(bic)) return 'bic-form'
  if (!/^\d{20}$/.test(account)) return 'correspondent-account-form'
  if (!/^(301|40102)/.test(account)) return 'correspondent-account-kind'
  const hasKey = hasControlKey(bankOfRussiaDivision(bic) + account)
  return hasKey ? undefined : 'correspondent-account-key'
}

function hasInnCheckDigits(digits: readonly number[]): boolean {
  if (digits.length === 10) return digits[9] === innCheckDigit(digits, 9)
  return digits[10] === innCheckDigit(digits, 10) && digits[11] === innCheckDigit(digits, 11)
}

function innCheckDigit(digits: readonly number[], count: number): number {
  const weights = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8].slice(-count)
  const sum = weights.reduce((total, weight, i) => total + weight * (digits[i] ?? 0), 0)
  return (sum % 11) % 10
}

function hasRemainder(number: string, divisor: bigint): boolean {
  return (BigInt(number.slice(0, -1)) % divisor) % 10n === BigInt(number.slice(-1))
}

function bankOfRussiaDivision(bic: string): string {
  return `0${bic.slice(4, 6)}`
}

function hasControlKey(branchAndAccount: string): boolean {
  const sum = digitsOf(branchAndAccount).reduce(
    (total, digit, i) => total + digit * (KEY_WEIGHTS[i % 3] ?? 0),
    0,
  )
  return sum % 10 === 0
}

function digitsOf(number: string): number[] {
  return [...number].map(Number)
}
