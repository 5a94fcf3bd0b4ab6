const RUSSIAN_DIGITS = 11
const ANY_DIGITS_MAX = 15

/** Digits of a typed phone in the international form: `8 912…`, `912…` and `+7 912…` are one number. */
export function readPhone(typed: string): string {
  const digits = typed.replaceAll(/\D/g, '')
  if (digits === '') return typed.trim().startsWith('+') ? '+' : ''
  if (typed.trim().startsWith('+') && !digits.startsWith('7')) {
    return `+${digits.slice(0, ANY_DIGITS_MAX)}`
  }
  if (digits.startsWith('9')) return `+7${digits}`.slice(0, RUSSIAN_DIGITS + 1)
  if (digits.startsWith('8')) return `+7${digits.slice(1)}`.slice(0, RUSSIAN_DIGITS + 1)
  if (digits.startsWith('7')) return `+${digits.slice(0, RUSSIAN_DIGITS)}`
  return `+${digits.slice(0, ANY_DIGITS_MAX)}`
}

/** A phone for people: `+7 912 345-67-89`; numbers of other countries are only grouped. */
export function formatPhone(phone: string): string {
  if (!phone.startsWith('+7')) return phone
  const [, area = '', first = '', second = '', third = ''] =
    /^\+7(\d{0,3})(\d{0,3})(\d{0,2})(\d{0,2})/.exec(phone) ?? []
  const head = ['+7', area, first].filter(Boolean).join(' ')
  return [head, second, third].filter(Boolean).join('-')
}

/** Where the caret stands after reformatting: behind the same number of digits as before. */
export function caretAfter(formatted: string, digitsBefore: number): number {
  let digits = 0
  for (const [index, sign] of [...formatted].entries()) {
    if (/\d/.test(sign)) digits += 1
    if (digits === digitsBefore) return index + 1
  }
  return formatted.length
}
