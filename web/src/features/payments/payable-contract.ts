import type { MoneyValue } from '../../lib/format/money.ts'

/** A contract as the cash desk sees it: where the money may go, and how much is wanted. */
export type PayableContract = {
  id: number
  number: string
  balance: MoneyValue
  /** What lifts every money block; zero when money blocks nothing. */
  toPay: MoneyValue
}

/** Deeds with payments move money, and money opens and closes accounts. */
export const TOUCHED_BY_PAYMENTS = [
  '/api/blocking',
  '/api/ledger',
  '/api/accounts',
  '/api/subscribers',
]
