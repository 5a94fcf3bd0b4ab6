export { firstOpenDay, post, reversePosting } from './post.ts'
export {
  type PostingRow as Posting,
  type StatementRow,
  selectCharges as findCharges,
  selectStatement as findStatement,
  selectTurnover as readTurnover,
} from './postings.store.ts'
export { holdBalances, readBalances } from './read-balance.ts'
export {
  bonusesCode,
  moneyCode,
  revenueCode,
  transfersCode,
  walletCode,
  writeOffsCode,
} from './rules/book.ts'
export type { NewPosting } from './rules/posting.ts'
export { countDifferingWallets, selectBookBalances as readBooks } from './wallets.store.ts'
