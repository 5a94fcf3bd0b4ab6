export {
  findOpenSession,
  type SessionRow as Session,
  selectOpenSessionsOf as findOpenSessionsOf,
  selectSessionMarks as listSessionMarks,
} from './find-sessions.store.ts'
export {
  selectContractIdsUsing as findContractIdsUsing,
  selectUsageByDay as findUsageByDay,
} from './hours.store.ts'
export { recordAccounting } from './record-accounting.ts'
export { type AccountingRecord, sessionKey } from './rules/accounting.ts'
export { closeSessionsOfNas } from './sessions.store.ts'
export { toApiSession } from './usage.routes.ts'
