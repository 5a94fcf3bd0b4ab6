import { listAgents } from '@altyn/contract/network'
import { DhcpLeaseList } from '../../../features/usage/dhcp-lease-list.tsx'
import { useItems } from '../../../lib/use-list.ts'

/** Addresses that DHCP servers have given, with the names of their agents. */
export function DhcpLeasesPage() {
  const agents = useItems(listAgents).rows.filter(({ kind }) => kind === 'dhcp')
  const nameOf = (agentId: number) => agents.find(({ id }) => id === agentId)?.name ?? `${agentId}`
  const options = agents.map(({ id, name }) => ({ value: String(id), label: name }))
  return <DhcpLeaseList agents={{ nameOf, options }} />
}
