import { accountGroups, addGroupMembers } from '@altyn/contract/accounts/groups'
import { useTexts } from '../../../lib/i18n.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { AddToGroupForm } from '../../../ui/groups/add-to-group-form.tsx'

type AddAccountsToGroupFormProps = { subscriberIds: readonly number[]; onClose: () => void }

/** Adds all open accounts of the chosen subscribers to a group. */
export function AddAccountsToGroupForm({ subscriberIds, onClose }: AddAccountsToGroupFormProps) {
  const t = useTexts('accounts')
  const add = useDeed(addGroupMembers, {
    isFailureShownByCaller: true,
    done: ({ addedCount }) => t('groups.added', { count: addedCount }),
  })
  return (
    <AddToGroupForm
      routes={accountGroups}
      title={t('groups.addChosen', { count: subscriberIds.length })}
      makeFirst={t('groups.makeFirst')}
      onAdd={(id) =>
        add.mutateAsync({ params: { id }, body: { subscriberIds: [...subscriberIds] } })
      }
      onClose={onClose}
    />
  )
}
