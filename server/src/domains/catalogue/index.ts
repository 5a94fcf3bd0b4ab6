export { findServices, getService, type Service } from './find-service.ts'
export { findTariffs, getTariff, type Tariff } from './find-tariff.ts'
export { createService, publishServiceVersion } from './publish-service.ts'
export { createTariff, publishTariffVersion } from './publish-tariff.ts'
export type { SpeedRule } from './rules/speed-rule.ts'
export { PLAIN_TERMS, type Terms, versionOn } from './rules/tariff-version.ts'
export type { TariffFamily, UsageTerms } from './rules/usage-terms.ts'
export {
  type ServiceClassRow as ServiceClass,
  selectServiceClasses as listServiceClasses,
} from './service-classes.store.ts'
export { selectTariffIdsBeginning as findTariffIdsBeginning } from './tariffs.store.ts'
