import { addGroupedContracts, contractGroups } from '@altyn/contract/subscribers/groups'
import { useTexts } from '../../../lib/i18n.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { AddToGroupForm } from '../../../ui/groups/add-to-group-form.tsx'

type AddContractsToGroupFormProps = {
  title: string
  /** One contract, or all open contracts of the chosen subscribers. */
  whom: { contractIds: number[] } | { subscriberIds: number[] }
  onClose: () => void
}

/** Adds contracts to a group. */
export function AddContractsToGroupForm({ title, whom, onClose }: AddContractsToGroupFormProps) {
  const t = useTexts('subscribers')
  const add = useDeed(addGroupedContracts, {
    isFailureShownByCaller: true,
    done: ({ addedCount }) => t('groups.added', { count: addedCount }),
  })
  return (
    <AddToGroupForm
      routes={contractGroups}
      title={title}
      makeFirst={t('groups.makeFirst')}
      onAdd={(id) => add.mutateAsync({ params: { id }, body: whom })}
      onClose={onClose}
    />
  )
}
