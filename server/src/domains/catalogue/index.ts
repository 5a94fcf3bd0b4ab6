export { findTariffs, getTariff, type Tariff } from './find-tariff.ts'
export { createTariff, publishTariffVersion } from './publish-tariff.ts'
export {
  type Terms,
  versionOn,
} from './rules/tariff-version.ts'
export {
  type ServiceClassRow as ServiceClass,
  selectServiceClasses as listServiceClasses,
  selectTariffIdsBeginning as findTariffIdsBeginning,
} from './tariffs.store.ts'
