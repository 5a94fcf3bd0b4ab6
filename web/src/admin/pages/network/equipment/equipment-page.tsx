import { UnitsList } from '../../../../features/network/equipment/units-list.tsx'

/** Equipment that stands with subscribers. */
export function EquipmentPage() {
  return <UnitsList />
}
