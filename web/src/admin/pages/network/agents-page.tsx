import { NasList } from '../../../features/network/nas-list.tsx'

/** Agents and the access servers that belong to them. */
export function AgentsPage() {
  return <NasList />
}
