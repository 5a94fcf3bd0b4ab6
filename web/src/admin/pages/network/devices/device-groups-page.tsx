import { DeviceGroupsList } from '../../../../features/network/devices/groups-list.tsx'

/** Groups of devices. */
export function DeviceGroupsPage() {
  return <DeviceGroupsList />
}
