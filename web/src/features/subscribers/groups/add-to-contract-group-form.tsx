import { addGroupedContracts, listContractGroups } from '@altyn/contract/subscribers/groups'
import { Select } from 'antd'
import { z } from 'zod'
import { useTexts } from '../../../lib/i18n.ts'
import { showToast } from '../../../lib/toasts.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { useItems } from '../../../lib/use-list.ts'
import { Field } from '../../../ui/fields/field.tsx'
import { SideForm } from '../../../ui/pages/side-form.tsx'

const schema = z.object({ groupId: z.number({ error: 'required' }) })

type AddToContractGroupFormProps = {
  title: string
  /** One contract, or all open contracts of the chosen subscribers. */
  whom: { contractIds: number[] } | { subscriberIds: number[] }
  onClose: () => void
}

/** Adds contracts to a group. */
export function AddToContractGroupForm({ title, whom, onClose }: AddToContractGroupFormProps) {
  const t = useTexts('subscribers')
  const groups = useItems(listContractGroups)
  const add = useDeed(addGroupedContracts, {
    isFailureShownByCaller: true,
    onDone: ({ addedCount }) =>
      showToast({ tone: 'done', text: t('groups.added', { count: addedCount }) }),
  })
  const open = groups.rows.filter(({ archivedAt }) => !archivedAt)
  return (
    <SideForm<z.ZodType<{ groupId: number }, unknown>>
      title={title}
      saveLabel={t('groups.add')}
      reason={groups.state === 'ready' && open.length === 0 ? t('groups.makeFirst') : undefined}
      schema={schema}
      initial={{}}
      onSave={async (values) => {
        const { groupId } = schema.parse(values)
        await add.mutateAsync({ params: { id: groupId }, body: whom })
      }}
      onClose={onClose}
    >
      <Field name="groupId" label={t('groups.one')} isRequired>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={open.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Field>
    </SideForm>
  )
}
