import { AuditLog } from '../../../features/staff/audit-log.tsx'

/** Who did what. */
export function AuditPage() {
  return <AuditLog />
}
