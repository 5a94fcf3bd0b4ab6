import { PortPoliciesList } from '../../../../features/network/scripts/policies-list.tsx'

/** Which scripts run by themselves. */
export function PortPoliciesPage() {
  return <PortPoliciesList />
}
