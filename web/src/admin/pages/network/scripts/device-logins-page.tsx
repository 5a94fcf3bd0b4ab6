import { DeviceLoginsList } from '../../../../features/network/scripts/logins-list.tsx'

/** How devices are entered. */
export function DeviceLoginsPage() {
  return <DeviceLoginsList />
}
