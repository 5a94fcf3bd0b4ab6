import { listMembers } from '@altyn/contract/staff'
import { useTexts } from '../../lib/i18n.ts'
import { usePermissions } from '../../lib/permissions.ts'
import { useCall } from '../../lib/use-call.ts'

/** Names the author of a posting, who is known as `staff:7` or `system:<part>`. */
export function useAuthorName(): (author: string) => string {
  const t = useTexts('ledger')
  const can = usePermissions()
  const members = useCall(listMembers, {}, { isEnabled: can('staff.read') })
  return (author) => {
    const [kind, id = ''] = author.split(':')
    if (kind === 'system') return t('author.system')
    if (kind !== 'staff') return author
    const member = members.data?.items.find((one) => String(one.id) === id)
    return member?.name ?? t('author.staff', { id })
  }
}
