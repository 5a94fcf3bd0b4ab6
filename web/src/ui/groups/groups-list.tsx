import type { Group, GroupRoutes } from '@altyn/contract/groups'
import { ClusterOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { z } from 'zod'
import { formatCount } from '../../lib/format/quantity.ts'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import { useUrlState } from '../../lib/url-state.ts'
import { useItems } from '../../lib/use-list.ts'
import type { Action } from '../actions/action-bar.tsx'
import { ListPage } from '../pages/list-page.tsx'
import { StatusTag } from '../pieces/status-tag.tsx'
import type { Column } from '../table/column.ts'
import { useListView } from '../table/use-list-view.ts'
import { NewGroupForm } from './group-forms.tsx'

const viewSchema = z.object({})

type GroupsListProps = {
  routes: GroupRoutes
  /** The name under which the view of the list is remembered. */
  viewName: string
  mayChange: boolean
  words: {
    title: string
    nameHint: string
    /** The heading of the column that counts the members. */
    members: string
    emptyTitle: string
    emptyText: string
    fileName: string
  }
  /** The panel of one group. */
  panel: (group: Group, onClose: () => void) => ReactNode
}

/** Named groups of something, how many are in each, and the panel of the one that the address names. */
export function GroupsList({ routes, viewName, mayChange, words, panel }: GroupsListProps) {
  const t = useTexts('groups')
  const view = useListView(viewName, viewSchema)
  const list = useItems(routes.list)
  const [{ group: opened = '' }, change] = useUrlState()
  const close = () => change({ group: undefined })
  const create: Action[] = mayChange
    ? [
        {
          key: 'create',
          label: t('create'),
          isPrimary: true,
          onRun: () => change({ group: 'new' }, { isNewStep: true }),
        },
      ]
    : []
  const chosen = list.rows.find(({ id }) => String(id) === opened)
  return (
    <>
      <ListPage
        title={words.title}
        view={view}
        list={list}
        columns={useColumns(words.members)}
        rowKey={({ id }) => String(id)}
        onOpen={({ id }) => change({ group: String(id) }, { isNewStep: true })}
        actions={create}
        empty={{
          icon: <ClusterOutlined />,
          title: words.emptyTitle,
          text: words.emptyText,
          actions: create,
        }}
        exportName={words.fileName}
      />
      {opened === 'new' && mayChange && (
        <NewGroupForm
          routes={routes}
          nameHint={words.nameHint}
          onCreated={(id) => change({ group: String(id) })}
          onClose={close}
        />
      )}
      {chosen && panel(chosen, close)}
    </>
  )
}

function useColumns(members: string): Column<Group>[] {
  const t = useTexts('groups')
  const [language] = useLanguage()
  return [
    {
      key: 'name',
      title: t('name'),
      width: 260,
      cell: ({ name }) => <strong>{name}</strong>,
      text: ({ name }) => name,
    },
    {
      key: 'members',
      title: members,
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
      title: t('state'),
      width: 130,
      card: 'aside',
      cell: ({ archivedAt }) =>
        archivedAt && <StatusTag tone="quiet" label={t('archived')} isBare />,
      text: ({ archivedAt }) => (archivedAt ? t('archived') : ''),
    },
  ]
}
