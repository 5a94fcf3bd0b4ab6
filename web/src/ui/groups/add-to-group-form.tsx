import type { GroupRoutes } from '@altyn/contract/groups'
import { Select } from 'antd'
import { z } from 'zod'
import { useTexts } from '../../lib/i18n.ts'
import { useItems } from '../../lib/use-list.ts'
import { Field } from '../fields/field.tsx'
import { SideForm } from '../pages/side-form.tsx'

const schema = z.object({ groupId: z.number({ error: 'required' }) })

type AddToGroupFormProps = {
  routes: GroupRoutes
  title: string
  /** Said where there is no group yet. */
  makeFirst: string
  onAdd: (groupId: number) => Promise<unknown>
  onClose: () => void
}

/** Asks for a group to add something to. */
export function AddToGroupForm({ routes, title, makeFirst, onAdd, onClose }: AddToGroupFormProps) {
  const t = useTexts('groups')
  const groups = useItems(routes.list)
  const open = groups.rows.filter(({ archivedAt }) => !archivedAt)
  return (
    <SideForm<z.ZodType<{ groupId: number }, unknown>>
      title={title}
      saveLabel={t('add')}
      reason={groups.state === 'ready' && open.length === 0 ? makeFirst : undefined}
      schema={schema}
      initial={{}}
      onSave={async (values) => {
        await onAdd(schema.parse(values).groupId)
      }}
      onClose={onClose}
    >
      <Field name="groupId" label={t('one')} isRequired>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={open.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Field>
    </SideForm>
  )
}
