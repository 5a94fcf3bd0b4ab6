const TOKEN = /\{(N(?::(\d+))?|YYYY|YY|MM)\}/g

/** Fills the operator's template: `{YYYY}-{N:5}` → `2026-00042`. */
export function formatContractNumber(
  template: string,
  { sequence, day }: { sequence: number; day: Temporal.PlainDate },
): string {
  return template.replaceAll(TOKEN, (_token, name: string, width: string | undefined) => {
    if (name.startsWith('N')) return String(sequence).padStart(Number(width ?? 1), '0')
    if (name === 'YYYY') return String(day.year)
    if (name === 'YY') return String(day.year).slice(-2)
    return String(day.month).padStart(2, '0')
  })
}

/** A template must count: without `{N}` two contracts would get one number. */
export function isContractTemplate(template: string): boolean {
  const rest = template.replaceAll(TOKEN, '')
  return /\{N(:\d{1,2})?\}/.test(template) && !/[{}]/.test(rest)
}

/**
 * The payment code of a contract: digits for terminals, the last one a check digit (Luhn), so that
 * one mistyped digit never pays somebody else's contract.
 */
export function paymentCode(contractId: number): string {
  const digits = String(contractId).padStart(7, '0')
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const doubled = Number(digit) * (place % 2 === 0 ? 2 : 1)
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return `${digits}${(10 - (sum % 10)) % 10}`
}
