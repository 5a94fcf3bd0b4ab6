import { BarredList } from '../../../features/network/barred/barred-list.tsx'

/** Devices that access servers do not let in. */
export function BarredPage() {
  return <BarredList />
}
