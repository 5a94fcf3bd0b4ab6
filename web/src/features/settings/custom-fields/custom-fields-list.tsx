import { type CustomField, listCustomFields } from '@altyn/contract/settings/custom-fields'
import { FormOutlined } from '@ant-design/icons'
import { z } from 'zod'
import { useTexts } from '../../../lib/i18n.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { useUrlState } from '../../../lib/url-state.ts'
import { useItems } from '../../../lib/use-list.ts'
import type { Action } from '../../../ui/actions/action-bar.tsx'
import { ListPage } from '../../../ui/pages/list-page.tsx'
import { StatusTag } from '../../../ui/pieces/status-tag.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { useListView } from '../../../ui/table/use-list-view.ts'
import { CustomFieldEditForm, CustomFieldForm } from './custom-field-form.tsx'

const viewSchema = z.object({})

/** What a provider keeps about subscribers, contracts and accounts beside the usual. */
export function CustomFieldsList() {
  const t = useTexts('settings')
  const can = usePermissions()
  const view = useListView('custom-fields', viewSchema)
  const list = useItems(listCustomFields)
  const [{ field: opened = '' }, change] = useUrlState()
  const mayChange = can('settings.change')
  const open = (field: string) => change({ field }, { isNewStep: true })
  const close = () => change({ field: undefined })
  const chosen = list.rows.find(({ id }) => String(id) === opened)
  const create: Action[] = mayChange
    ? [
        {
          key: 'create',
          label: t('customFields.create'),
          isPrimary: true,
          onRun: () => open('new'),
        },
      ]
    : []
  return (
    <>
      <ListPage
        title={t('customFields.title')}
        view={view}
        list={list}
        columns={useColumns()}
        rowKey={({ id }) => String(id)}
        onOpen={mayChange ? ({ id }) => open(String(id)) : undefined}
        actions={create}
        empty={{
          icon: <FormOutlined />,
          title: t('customFields.empty.title'),
          text: t('customFields.empty.text'),
          actions: create,
        }}
        exportName={t('customFields.file')}
      />
      {mayChange && opened === 'new' && <CustomFieldForm onClose={close} />}
      {mayChange && chosen && <CustomFieldEditForm field={chosen} onClose={close} />}
    </>
  )
}

function useColumns(): Column<CustomField>[] {
  const t = useTexts('settings')
  const ownerOf = ({ owner }: CustomField) => t(`customFields.owner.${owner}`)
  const kindOf = ({ kind, options }: CustomField) =>
    [t(`customFields.kind.${kind}`), options.join(', ')].filter(Boolean).join(': ')
  const stateOf = ({ archivedAt, isRequired }: CustomField) => {
    if (archivedAt) return t('customFields.state.archived')
    return t(isRequired ? 'customFields.state.required' : 'customFields.state.optional')
  }
  return [
    {
      key: 'name',
      title: t('customFields.name'),
      width: 220,
      cell: ({ name }) => <strong>{name}</strong>,
      text: ({ name }) => name,
    },
    { key: 'owner', title: t('customFields.ownerLabel'), width: 160, cell: ownerOf, text: ownerOf },
    { key: 'kind', title: t('customFields.kindLabel'), width: 320, cell: kindOf, text: kindOf },
    {
      key: 'state',
      title: t('customFields.stateLabel'),
      width: 180,
      card: 'aside',
      cell: (row) => (
        <StatusTag isBare tone={row.archivedAt ? 'quiet' : 'ok'} label={stateOf(row)} />
      ),
      text: stateOf,
    },
  ]
}
