export type { AmountTerms } from './rules/usage-price.ts'
