import { PriceListsList } from '../../../features/catalogue/price-lists/price-lists-list.tsx'

/** Price lists of directions. */
export function PriceListsPage() {
  return <PriceListsList />
}
