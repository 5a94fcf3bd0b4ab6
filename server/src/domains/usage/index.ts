export {
  advanceFile,
  type FaultSample,
  finishFile,
  lockProgress,
  selectContent as findContent,
  selectWaitingFileIds as findWaitingFileIds,
} from './calls/call-files.store.ts'
export {
  type CallCost,
  insertCalls as keepCalls,
  type NewCall,
  type PricedCall,
  selectCallGroups as findCallGroups,
  selectCallsToPrice as findCallsToPrice,
  updateCallCosts as keepCallCosts,
} from './calls/calls.store.ts'
export { getCallFile } from './calls/take-file.ts'
export {
  keepDhcpLease,
  type LeaseNews,
} from './dhcp-leases/keep-lease.ts'
export { countOtherDevices } from './dhcp-leases/leases.store.ts'
export { claimProbes, doubtSessions, type ProbeOrder } from './doubt-sessions.ts'
export {
  countOpenSessions,
  findOpenSession,
  type SessionMark,
  type SessionRow as Session,
  selectGuestSessionsOf as findGuestSessionsOf,
  selectIsElsewhere as isAddressElsewhere,
  selectNewSessionsAt as listNewSessionsAt,
  selectOpenSessionsOf as findOpenSessionsOf,
  selectSessionMarks as listSessionMarks,
  selectSessionsAt as listSessionsAt,
} from './find-sessions.store.ts'
export {
  type OctetsSince,
  selectContractIdsUsing as findContractIdsUsing,
  selectOctetsSince as findOctetsSince,
  selectUsageByDay as findUsageByDay,
  selectUsageByHour as findUsageByHour,
} from './hours.store.ts'
export { judgeSession } from './judge-session.ts'
export { createCallReader, type ReadCallRow } from './parsers/read-call.ts'
export { recordAccounting } from './record-accounting.ts'
export { type AccountingRecord, sessionKey } from './rules/accounting.ts'
export { type DoubtReason, SESSION_NOT_FOUND } from './rules/session-evidence.ts'
export {
  closeSessionsOfNas,
  updateSessionService as keepSessionService,
  updateSessionSpeed as keepSessionSpeed,
} from './sessions.store.ts'
export { toApiSession } from './usage.routes.ts'
