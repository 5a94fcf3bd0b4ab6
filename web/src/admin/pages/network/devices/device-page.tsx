import { useParams } from '@tanstack/react-router'
import { DeviceCard } from '../../../../features/network/devices/device-card.tsx'
import { NotFoundPage } from '../../dead-ends.tsx'

/** One device, by the number in the address. */
export function DevicePage() {
  const { deviceId = '' } = useParams({ strict: false })
  return /^\d{1,9}$/.test(deviceId) ? <DeviceCard id={Number(deviceId)} /> : <NotFoundPage />
}
