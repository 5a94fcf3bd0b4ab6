import { DeviceTree } from '../../../../features/network/devices/device-tree.tsx'

/** How devices hang on one another. */
export function DeviceTreePage() {
  return <DeviceTree />
}
