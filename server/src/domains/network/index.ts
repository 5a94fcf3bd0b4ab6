export {
  type AgentState,
  type FlowAgentCounters,
  upsertAgentStates as keepAgentStates,
} from './agent-states.store.ts'
export { toApiAttributeRows } from './attributes/attributes.routes.ts'
export { readAttributeRows } from './attributes/keep-attributes.ts'
export { readBarredStations } from './barred/bar-station.ts'
export type { BarredRow as BarredStation } from './barred/barred-stations.store.ts'
export { endBindingsOf } from './devices/bind-account.ts'
export { DHCP_KEY_PREFIX, findAgentByDhcpKey } from './dhcp/issue-key.ts'
export { type AttributePair, type Speed, untagged } from './dialects/dialect.ts'
export { type DialectName, dialectOf } from './dialects/dialect-of.ts'
export { findLine, readLineFormats, type UsedFormat } from './lines/find-line.ts'
export {
  selectLoginsOn as findLoginsOn,
  selectPlaces as findPlaces,
} from './lines/lines.store.ts'
export {
  type AgentRow as Agent,
  type NasRow as Nas,
  selectAgents as listAgents,
  selectNas as listNas,
} from './nas.store.ts'
export { keepSightings } from './observed/keep-sightings.ts'
export type { NasMinute } from './observed/nas-minutes.store.ts'
export type { ObservedKind, Sighting } from './observed/nas-observations.store.ts'
export { watchProtection } from './protection/watch-protection.ts'
export { createAgent, getAgent, registerNas } from './register-nas.ts'
export {
  type Chosen,
  chooseAttributes,
  type LinkKind,
  type Occasion as AttributeOccasion,
} from './rules/attribute-choice.ts'
export { fillValue, splitValues, type ValueFacts } from './rules/attribute-value.ts'
export { type Bar, type Bearer, prepareBar } from './rules/barred-station.ts'
export type { CallField, CallFormat, NumberReplacement } from './rules/call-format.ts'
export type { DhcpSettings } from './rules/dhcp-settings.ts'
export type { FlowSettings } from './rules/flow-settings.ts'
export {
  expectedWords,
  type Line,
  type LinePlace,
  leadsTo,
  placeWords,
} from './rules/lines/line-words.ts'
export { isInside, maskOf } from './rules/network.ts'
export { loginOf, type RadiusSettings, toMac } from './rules/radius-settings.ts'
export type { SegmentKind } from './rules/segment.ts'
export {
  categoriesOf,
  chooseServices,
  type GivenService,
  type ServiceGround,
  type ServiceOccasion,
} from './rules/session-service.ts'
export {
  askBindingScripts,
  askSpeedScripts,
  askStateScripts,
} from './scripts/ask-by-news.ts'
export {
  createScriptRunner,
  forgetOldRuns as forgetOldScriptRuns,
  type ScriptRunner,
  settleLeftBehind as settleScriptRuns,
} from './scripts/script-runner.ts'
export { forgetGuests } from './segments/forget-guests.ts'
export { addSegment } from './segments/keep-segments.ts'
export { leaseAddresses, leaseGuestAddress } from './segments/lease-address.ts'
export {
  findLeaseOwner,
  selectLastingLeases as findLastingLeases,
  selectLeases as findLeases,
} from './segments/leases.store.ts'
export {
  findSegmentAround,
  PLAIN_SEGMENT,
  selectPools as listPools,
  selectSegmentIdsBeside as findSegmentIdsBeside,
} from './segments/segments.store.ts'
export {
  type SessionServiceRow as SessionService,
  selectSessionServices as listSessionServices,
} from './session-services/session-services.store.ts'
