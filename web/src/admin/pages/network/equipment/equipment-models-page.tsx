import { ModelsList } from '../../../../features/network/equipment/models-list.tsx'

/** Models of equipment of subscribers. */
export function EquipmentModelsPage() {
  return <ModelsList />
}
