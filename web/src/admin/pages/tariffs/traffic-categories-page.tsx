import { CategoriesList } from '../../../features/catalogue/traffic-categories/categories-list.tsx'

/** Categories of traffic. */
export function TrafficCategoriesPage() {
  return <CategoriesList />
}
