import { DevicesList } from '../../../../features/network/devices/devices-list.tsx'

/** Devices of the provider. */
export function DevicesPage() {
  return <DevicesList />
}
