export {
  claimDueClosing,
  deleteClosing,
  findClosing,
  updateClosedOn,
  upsertClosing,
} from './closing/closings.store.ts'
export {
  type ContractRow as Contract,
  countContracts,
  selectContractIdsAfter as findContractIdsAfter,
  selectContracts as findContracts,
  selectMoneyTerms as findMoneyTerms,
} from './contracts.store.ts'
export {
  selectGroupIds as findContractGroupIds,
  selectGroupsOf as findGroupsOfContracts,
} from './groups/groups.store.ts'
export { selectHoldersAt as findHoldersAt } from './holders/holders.store.ts'
export { getSubscriber, registerSubscriber, type SubscriberForm } from './register-subscriber.ts'
export { changeContract, getContract, signContract } from './sign-contract.ts'
export { subordinateContract } from './subordination/subordinate-contract.ts'
export { selectSubordinations as findSubordinates } from './subordination/subordinations.store.ts'
export { toApiContract, toApiSubscriber } from './subscribers.routes.ts'
export {
  type SubscriberRow as Subscriber,
  selectSubscribers as findSubscribers,
} from './subscribers.store.ts'
