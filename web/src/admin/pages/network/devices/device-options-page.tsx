import { DeviceOptionsList } from '../../../../features/network/devices/options-list.tsx'

/** What else may be said of a device. */
export function DeviceOptionsPage() {
  return <DeviceOptionsList />
}
