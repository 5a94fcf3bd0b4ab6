export { toApiAccount, toApiBlock } from './accounts.routes.ts'
export type { AddressSource } from './accounts.store.ts'
export { liftBlocks, placeBlocks } from './block-account.ts'
export { type BlockRow as Block, selectBlocks as findBlocks } from './blocks.store.ts'
export { changeTariff } from './change-account.ts'
export {
  type Account,
  findAccountByLogin,
  findAccounts,
  getAccount,
  readToday,
} from './find-account.ts'
export { openAccount } from './open-account.ts'
export { stateOf } from './rules/state.ts'
export {
  type ServiceHistory,
  selectServiceHistory as findServiceHistory,
} from './service-history.store.ts'
export {
  selectAccountIdsChanging as findAccountIdsChangingTariff,
  selectAccountIdsOnTariff as findAccountIdsOnTariff,
} from './tariff-assignments.store.ts'
