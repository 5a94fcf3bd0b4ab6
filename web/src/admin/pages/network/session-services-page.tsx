import { SessionServiceList } from '../../../features/network/session-services/session-service-list.tsx'

/** Services that access servers give within sessions. */
export function SessionServicesPage() {
  return <SessionServiceList />
}
