export { chargeContracts } from './charge-contracts.ts'
export { type ContractQuote, quoteDues } from './quote-dues.ts'
export { monthOf, monthsBetween } from './rules/day-number.ts'
export { carryRun, startRun } from './run-recurring.ts'
