export {
  type AgentState,
  type FlowAgentCounters,
  upsertAgentStates as keepAgentStates,
} from './agent-states.store.ts'
export { toApiAttributeRows } from './attributes/attributes.routes.ts'
export { readAttributeRows } from './attributes/keep-attributes.ts'
export { endBindingsOf } from './devices/bind-account.ts'
export type { Speed } from './dialects/dialect.ts'
export { type DialectName, dialectOf } from './dialects/dialect-of.ts'
export {
  type AgentRow as Agent,
  type NasRow as Nas,
  selectAgents as listAgents,
  selectNas as listNas,
} from './nas.store.ts'
export { createAgent, getAgent, registerNas } from './register-nas.ts'
export {
  type Chosen,
  chooseAttributes,
  type LinkKind,
  type Occasion as AttributeOccasion,
} from './rules/attribute-choice.ts'
export { fillValue, splitValues, type ValueFacts } from './rules/attribute-value.ts'
export type { CallField, CallFormat, NumberReplacement } from './rules/call-format.ts'
export type { FlowSettings } from './rules/flow-settings.ts'
export { isInside } from './rules/network.ts'
export { loginOf, type RadiusSettings, toMac } from './rules/radius-settings.ts'
export type { SegmentKind } from './rules/segment.ts'
export { forgetGuests } from './segments/forget-guests.ts'
export { addSegment } from './segments/keep-segments.ts'
export { type Leases, leaseAddresses, leaseGuestAddress } from './segments/lease-address.ts'
export { selectLeases as findLeases } from './segments/leases.store.ts'
export { PLAIN_SEGMENT, selectPools as listPools } from './segments/segments.store.ts'
