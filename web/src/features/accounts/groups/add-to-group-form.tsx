import { addGroupMembers, listAccountGroups } from '@altyn/contract/accounts/groups'
import { Select } from 'antd'
import { z } from 'zod'
import { useTexts } from '../../../lib/i18n.ts'
import { showToast } from '../../../lib/toasts.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { useItems } from '../../../lib/use-list.ts'
import { Field } from '../../../ui/fields/field.tsx'
import { SideForm } from '../../../ui/pages/side-form.tsx'

const schema = z.object({ groupId: z.number({ error: 'required' }) })

/** Adds all open accounts of the chosen subscribers to a group. */
export function AddToGroupForm(props: { subscriberIds: readonly number[]; onClose: () => void }) {
  const { subscriberIds, onClose } = props
  const t = useTexts('accounts')
  const groups = useItems(listAccountGroups)
  const add = useDeed(addGroupMembers, {
    isFailureShownByCaller: true,
    onDone: ({ addedCount }) =>
      showToast({ tone: 'done', text: t('groups.added', { count: addedCount }) }),
  })
  const open = groups.rows.filter(({ archivedAt }) => !archivedAt)
  return (
    <SideForm<z.ZodType<{ groupId: number }, unknown>>
      title={t('groups.addChosen', { count: subscriberIds.length })}
      saveLabel={t('groups.add')}
      reason={groups.state === 'ready' && open.length === 0 ? t('groups.makeFirst') : undefined}
      schema={schema}
      initial={{}}
      onSave={async (values) => {
        const { groupId } = schema.parse(values)
        await add.mutateAsync({
          params: { id: groupId },
          body: { subscriberIds: [...subscriberIds] },
        })
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
