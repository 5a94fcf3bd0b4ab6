export { blockAccount, unblockAccount } from './block-by-hand.ts'
export { toApiExplanation } from './blocking.routes.ts'
export { explainContracts } from './explain-contract.ts'
export { reviewContracts } from './review-contracts.ts'
