import { type CustomField, listCustomFields } from '@altyn/contract/settings/custom-fields'
import { useItems } from '../../../lib/use-list.ts'

/** The fields of one's own that can be filled in on such an owner, in the order they are shown. */
export function useCustomFields(owner: CustomField['owner']): readonly CustomField[] {
  const { rows } = useItems(listCustomFields)
  return rows.filter((field) => field.owner === owner && field.archivedAt === null)
}
