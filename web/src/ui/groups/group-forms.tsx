import type { Group, GroupRoutes } from '@altyn/contract/groups'
import { Input } from 'antd'
import { useRef } from 'react'
import { useTexts } from '../../lib/i18n.ts'
import { useDeed } from '../../lib/use-call.ts'
import { Field, FlagField } from '../fields/field.tsx'
import { SideForm } from '../pages/side-form.tsx'

type NewGroupFormProps = {
  routes: GroupRoutes
  nameHint: string
  onCreated: (id: number) => void
  onClose: () => void
}

/** Makes a group, empty at first. */
export function NewGroupForm({ routes, nameHint, onCreated, onClose }: NewGroupFormProps) {
  const t = useTexts('groups')
  const createdId = useRef<number>(undefined)
  const create = useDeed(routes.create, { done: t('created'), isFailureShownByCaller: true })
  return (
    <SideForm
      title={t('new')}
      saveLabel={t('create')}
      schema={routes.create.body}
      initial={{ name: '', note: '' }}
      onSave={async (body) => {
        createdId.current = (await create.mutateAsync({ body })).id
      }}
      onSaved={() => createdId.current !== undefined && onCreated(createdId.current)}
      onClose={onClose}
    >
      <GroupFields nameHint={nameHint} />
    </SideForm>
  )
}

type EditGroupFormProps = {
  routes: GroupRoutes
  nameHint: string
  group: Group
  onClose: () => void
}

/** Renames a group, archives it or takes it back. */
export function EditGroupForm({ routes, nameHint, group, onClose }: EditGroupFormProps) {
  const t = useTexts('groups')
  const { id, name, note, archivedAt, version } = group
  const change = useDeed(routes.change, { done: t('changed'), isFailureShownByCaller: true })
  return (
    <SideForm
      title={name}
      saveLabel={t('save')}
      schema={routes.change.body}
      initial={{ name, note, isArchived: archivedAt !== null }}
      onSave={(body) => change.mutateAsync({ params: { id }, ifMatch: version, body })}
      onClose={onClose}
    >
      <GroupFields nameHint={nameHint} />
      <FlagField name="isArchived" label={t('archive')} />
    </SideForm>
  )
}

function GroupFields({ nameHint }: { nameHint: string }) {
  const t = useTexts('groups')
  return (
    <>
      <Field name="name" label={t('name')} hint={nameHint} isRequired>
        <Input autoComplete="off" />
      </Field>
      <Field name="note" label={t('note')}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} />
      </Field>
    </>
  )
}
