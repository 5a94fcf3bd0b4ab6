export { toApiAccount, toApiBlock } from './accounts.routes.ts'
export {
  type AddressSource,
  type LoginKey,
  selectAccountsByLogins as findAccountsByLogins,
} from './accounts.store.ts'
export { liftBlocks, placeBlocks } from './block-account.ts'
export { type BlockRow as Block, selectBlocks as findBlocks } from './blocks.store.ts'
export { changeTariff } from './change-account.ts'
export { closeDueContracts } from './closing/close-contract.ts'
export {
  type Account,
  findAccounts,
  findAccountsByKeys,
  getAccount,
  readToday,
} from './find-account.ts'
export { listAccountGroups } from './groups/account-groups.ts'
export {
  selectGroupIds as findAccountGroupIds,
  selectGroupsOf as findGroupsOfAccounts,
  selectMemberIds as findAccountGroupMembers,
} from './groups/groups.store.ts'
export {
  type AssignedRow as AddressAssignment,
  selectAssigned as findAddressAssignments,
} from './networks/assigned.store.ts'
export {
  type NetworkRow as AccountNetwork,
  selectNetworks as findNetworksOfAccounts,
} from './networks/networks.store.ts'
export { selectNumberOwners as findNumberOwners } from './numbers/numbers.store.ts'
export { openAccount } from './open-account.ts'
export { planAction, planPause } from './planned/plan-action.ts'
export {
  type ActionOwners,
  type ActionRow as PlannedAction,
  advanceAction,
  cancelPauseEnds,
  claimDueAction,
  type Pause,
  selectPausesSince as findPausesSince,
  settleAction,
} from './planned/planned-actions.store.ts'
export { stateOf } from './rules/state.ts'
export {
  countContractsHolding,
  type ServiceHistory,
  selectContractIdsHolding as findContractIdsHolding,
  selectServiceHistory as findServiceHistory,
} from './service-history.store.ts'
export { assignService, cancelService, endService } from './services/assign-service.ts'
export {
  type ServiceOrder,
  selectAccountIdsTurning as findAccountIdsTurning,
  selectAssignedServices as findAssignedServices,
  selectContractIdsWithService as findContractIdsWithService,
} from './services/assigned-services.store.ts'
export {
  type Boost,
  selectAccountIdsBoosted as findAccountIdsBoosted,
  selectBoosts as findBoosts,
} from './services/boosts.store.ts'
export { learnStation } from './stations/bind-station.ts'
export { findHolderOfMac, selectStations as findStations } from './stations/stations.store.ts'
export {
  type AssignmentRow as TariffAssignment,
  selectAccountIdsChanging as findAccountIdsChangingTariff,
  selectAccountIdsOnTariff as findAccountIdsOnTariff,
  selectAccountIdsOnTariffs as findAccountIdsOnTariffs,
  selectAssignments as findTariffAssignments,
} from './tariff-assignments.store.ts'
export { agreeTerm } from './terms/agree-term.ts'
export type { PersonalTermForm } from './terms/personal-terms.store.ts'
