export { recogniseCookie, recogniseToken, requirePermission } from './recognise-caller.ts'
export { recordAudit } from './record-audit.ts'
export { deleteExpiredSignIns as forgetExpiredSignIns } from './sign-ins.store.ts'
