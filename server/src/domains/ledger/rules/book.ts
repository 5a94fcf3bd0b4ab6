/** A book is a bucket that money is in. Its code says which: `wallet:17`, `revenue:internet`. */
export type BookKind = 'wallet' | 'revenue' | 'cash' | 'bank' | 'adjustment'

export const walletCode = (contractId: number) => `wallet:${contractId}`
export const revenueCode = (serviceClass: string) => `revenue:${serviceClass}`
/** Money that came in by hand or through the bank, by operator. */
export const moneyCode = (method: 'cash' | 'bank', operatorId: number) => `${method}:${operatorId}`

/** The kind that a code begins with. */
export function kindOf(code: string): BookKind {
  const kind = code.slice(0, code.indexOf(':'))
  if (kind === 'wallet' || kind === 'revenue' || kind === 'cash' || kind === 'bank') return kind
  return 'adjustment'
}

/** The contract of a wallet's code, none for other books. */
export function contractOf(code: string): number | null {
  return kindOf(code) === 'wallet' ? Number(code.slice('wallet:'.length)) : null
}
