import { useParams } from '@tanstack/react-router'
import { TariffCard } from '../../../features/catalogue/tariff-card.tsx'
import { NotFoundPage } from '../dead-ends.tsx'

/** One tariff, by the number in the address. */
export function TariffPage() {
  const { tariffId = '' } = useParams({ strict: false })
  return /^\d{1,9}$/.test(tariffId) ? <TariffCard id={Number(tariffId)} /> : <NotFoundPage />
}
