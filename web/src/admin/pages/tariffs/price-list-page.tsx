import { useParams } from '@tanstack/react-router'
import { PriceListCard } from '../../../features/catalogue/price-lists/price-list-card.tsx'
import { NotFoundPage } from '../dead-ends.tsx'

/** One price list, by the number in the address. */
export function PriceListPage() {
  const { listId = '' } = useParams({ strict: false })
  return /^\d{1,9}$/.test(listId) ? <PriceListCard id={Number(listId)} /> : <NotFoundPage />
}
