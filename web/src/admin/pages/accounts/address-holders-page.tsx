import { useNasNames } from '../../../features/network/use-nas-names.ts'
import { HolderSearch } from '../../../features/usage/holders/holder-search.tsx'

/** Who had an address at a moment. */
export function AddressHoldersPage() {
  const { nameOf } = useNasNames()
  return <HolderSearch nasName={nameOf} />
}
