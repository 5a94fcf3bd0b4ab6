import {
  type AccountGroup,
  createAccountGroup,
  listAccountGroups,
} from '@altyn/contract/accounts/groups'
import { ClusterOutlined } from '@ant-design/icons'
import { useRef } from 'react'
import { z } from 'zod'
import { formatCount } from '../../../lib/format/quantity.ts'
import { useLanguage, useTexts } from '../../../lib/i18n.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { useUrlState } from '../../../lib/url-state.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { useItems } from '../../../lib/use-list.ts'
import type { Action } from '../../../ui/actions/action-bar.tsx'
import { ListPage } from '../../../ui/pages/list-page.tsx'
import { SideForm } from '../../../ui/pages/side-form.tsx'
import { StatusTag } from '../../../ui/pieces/status-tag.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { useListView } from '../../../ui/table/use-list-view.ts'
import { GroupFields } from './group-fields.tsx'
import { GroupPanel } from './group-panel.tsx'

const viewSchema = z.object({})

/** Groups of accounts: who is spoken of together, and what is planned for them. */
export function GroupsList() {
  const t = useTexts('accounts')
  const can = usePermissions()
  const view = useListView('account-groups', viewSchema)
  const list = useItems(listAccountGroups)
  const [{ group: opened = '' }, change] = useUrlState()
  const close = () => change({ group: undefined })
  const create: Action[] = can('accounts.change')
    ? [
        {
          key: 'create',
          label: t('groups.create'),
          isPrimary: true,
          onRun: () => change({ group: 'new' }, { isNewStep: true }),
        },
      ]
    : []
  const chosen = list.rows.find(({ id }) => String(id) === opened)
  return (
    <>
      <ListPage
        title={t('groups.title')}
        view={view}
        list={list}
        columns={useColumns()}
        rowKey={({ id }) => String(id)}
        onOpen={({ id }) => change({ group: String(id) }, { isNewStep: true })}
        actions={create}
        empty={{
          icon: <ClusterOutlined />,
          title: t('groups.empty.title'),
          text: t('groups.empty.text'),
          actions: create,
        }}
        exportName={t('groups.file')}
      />
      {opened === 'new' && can('accounts.change') && (
        <NewGroupForm onCreated={(id) => change({ group: String(id) })} onClose={close} />
      )}
      {chosen && <GroupPanel group={chosen} onClose={close} />}
    </>
  )
}

function useColumns(): Column<AccountGroup>[] {
  const t = useTexts('accounts')
  const [language] = useLanguage()
  return [
    {
      key: 'name',
      title: t('groups.name'),
      width: 260,
      cell: ({ name }) => <strong>{name}</strong>,
      text: ({ name }) => name,
    },
    {
      key: 'members',
      title: t('groups.members'),
      width: 150,
      isNumber: true,
      cell: ({ membersCount }) => formatCount(membersCount, language),
      text: ({ membersCount }) => String(membersCount),
    },
    {
      key: 'note',
      title: t('note'),
      width: 320,
      cell: ({ note }) => note,
      text: ({ note }) => note,
    },
    {
      key: 'state',
      title: t('groups.state'),
      width: 130,
      card: 'aside',
      cell: ({ archivedAt }) =>
        archivedAt && <StatusTag tone="quiet" label={t('groups.archived')} isBare />,
      text: ({ archivedAt }) => (archivedAt ? t('groups.archived') : ''),
    },
  ]
}

function NewGroupForm(props: { onCreated: (id: number) => void; onClose: () => void }) {
  const { onCreated, onClose } = props
  const t = useTexts('accounts')
  const createdId = useRef<number>(undefined)
  const create = useDeed(createAccountGroup, {
    done: t('groups.created'),
    isFailureShownByCaller: true,
  })
  return (
    <SideForm
      title={t('groups.new')}
      saveLabel={t('groups.create')}
      schema={createAccountGroup.body}
      initial={{ name: '', note: '' }}
      onSave={async (body) => {
        createdId.current = (await create.mutateAsync({ body })).id
      }}
      onSaved={() => createdId.current !== undefined && onCreated(createdId.current)}
      onClose={onClose}
    >
      <GroupFields />
    </SideForm>
  )
}
