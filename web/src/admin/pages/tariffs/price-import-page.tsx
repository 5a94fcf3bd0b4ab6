import { useParams } from '@tanstack/react-router'
import { PriceImport } from '../../../features/catalogue/price-lists/import/price-import.tsx'
import { NotFoundPage } from '../dead-ends.tsx'

/** A file of prices for one list. */
export function PriceImportPage() {
  const { listId = '' } = useParams({ strict: false })
  return /^\d{1,9}$/.test(listId) ? <PriceImport listId={Number(listId)} /> : <NotFoundPage />
}
