import { PromotionsList } from '../../../features/catalogue/promotions/promotions-list.tsx'

/** Promotions. */
export function PromotionsPage() {
  return <PromotionsList />
}
