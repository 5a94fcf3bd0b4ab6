import { CustomFieldsList } from '../../../features/settings/custom-fields/custom-fields-list.tsx'

/** What a provider keeps beside the usual. */
export function CustomFieldsPage() {
  return <CustomFieldsList />
}
