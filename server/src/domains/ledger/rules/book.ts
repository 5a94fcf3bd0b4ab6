/** A book is a bucket that money is in. Its code says which: `wallet:17`, `revenue:internet`. */
const BOOK_KINDS = [
  'wallet',
  'revenue',
  'cash',
  'bank',
  'transfers',
  'write-offs',
  'bonuses',
] as const
export type BookKind = (typeof BOOK_KINDS)[number] | 'adjustment'

export const walletCode = (contractId: number) => `wallet:${contractId}`
export const revenueCode = (serviceClass: string) => `revenue:${serviceClass}`
/** Money that came in by hand or through the bank, by operator. */
export const moneyCode = (method: 'cash' | 'bank', operatorId: number) => `${method}:${operatorId}`

/** Money on its way between two contracts, by operator: nothing ever stays in it. */
export const transfersCode = (operatorId: number) => `transfers:${operatorId}`
/** Debts that were given up, by operator. */
export const writeOffsCode = (operatorId: number) => `write-offs:${operatorId}`

/** Money given away by promotions, by operator. */
export const bonusesCode = (operatorId: number) => `bonuses:${operatorId}`

/** The kind that a code begins with. */
export function kindOf(code: string): BookKind {
  const begin = code.slice(0, code.indexOf(':'))
  return BOOK_KINDS.find((kind) => kind === begin) ?? 'adjustment'
}

/** The contract of a wallet's code, none for other books. */
export function contractOf(code: string): number | null {
  return kindOf(code) === 'wallet' ? Number(code.slice('wallet:'.length)) : null
}
