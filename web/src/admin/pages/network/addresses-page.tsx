import { SegmentList } from '../../../features/network/segments/segment-list.tsx'

/** The networks that addresses are given from. */
export function AddressesPage() {
  return <SegmentList />
}
