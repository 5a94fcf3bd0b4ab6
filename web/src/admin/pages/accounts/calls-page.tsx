import { CallList } from '../../../features/usage/call-list.tsx'

/** Calls with what they cost. */
export function CallsPage() {
  return <CallList />
}
