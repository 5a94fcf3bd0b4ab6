export { selectTimeBandsInForce as findTimeBands } from './calendars/time-bands.store.ts'
export { toTerms } from './catalogue.routes.ts'
export { findServices, getService, type Service } from './find-service.ts'
export { findTariffs, getTariff, type Tariff } from './find-tariff.ts'
export {
  type PriceVersion,
  selectPrices as findPrices,
  selectPriceVersions as findPriceVersions,
} from './price-lists/read-version.store.ts'
export { selectOpenPromotions as findOpenPromotions } from './promotions/promotions.store.ts'
export { createService } from './publish-service.ts'
export { createTariff, publishTariffVersion } from './publish-tariff.ts'
export {
  createAddressFinder,
  createNetworkFinder,
  plainNetwork,
  toPrefix,
} from './rules/network-match.ts'
export type { IpAddress } from './rules/prefix-index.ts'
export {
  fitsPromotion,
  isMetOn,
  type Occasion,
  type Promotion,
  type Standing,
} from './rules/promotion.ts'
export type { ServiceKind, ServiceTerms } from './rules/service-version.ts'
export { PLAIN_TERMS, type Terms, versionOn } from './rules/tariff-version.ts'
export type { UsageTerms } from './rules/usage-terms.ts'
export {
  type ServiceClassRow as ServiceClass,
  selectServiceClasses as listServiceClasses,
} from './service-classes.store.ts'
export type { ServiceForm } from './services.store.ts'
export {
  selectMeteredTariffIds as findMeteredTariffIds,
  selectSpeedTariffIds as findTariffIdsWithSpeedRules,
  selectTariffIdsBeginning as findTariffIdsBeginning,
  selectTariffIdsOfList as findTariffIdsOfPriceList,
} from './tariffs.store.ts'
export {
  selectCategoryCodes as findCategoryCodes,
  selectNetworksMark as readNetworksMark,
  selectNetworksOn as findNetworks,
} from './traffic-categories/traffic-categories.store.ts'
