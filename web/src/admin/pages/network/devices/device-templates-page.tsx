import { TemplatesList } from '../../../../features/network/devices/templates-list.tsx'

/** Models of equipment. */
export function DeviceTemplatesPage() {
  return <TemplatesList />
}
