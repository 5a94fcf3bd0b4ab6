import { BLOCK_KINDS } from '@altyn/contract/accounts'
import { listSubscribers, type SubscriberRow } from '@altyn/contract/reports'
import { SUBSCRIBER_KINDS } from '@altyn/contract/subscribers'
import { contractGroups } from '@altyn/contract/subscribers/groups'
import { TeamOutlined, UserAddOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { useTexts } from '../../lib/i18n.ts'
import { paths } from '../../lib/path-builder.ts'
import { usePermissions } from '../../lib/permissions.ts'
import { useItems, useList } from '../../lib/use-list.ts'
import { ListPage } from '../../ui/pages/list-page.tsx'
import type { Filter } from '../../ui/table/filter.ts'
import type { MassAction } from '../../ui/table/selection-bar.tsx'
import { useListView } from '../../ui/table/use-list-view.ts'
import type { SavedView } from '../../ui/table/view-tabs.tsx'
import { useSubscriberColumns } from './subscriber-columns.tsx'

type SubscribersListProps = {
  /** How the accounts of a row are shown. */
  accounts: (row: SubscriberRow) => ReactNode
  /** Filters whose words belong to others. */
  moreFilters?: readonly Filter[]
  /** What can be done with several at once. */
  massActions?: readonly MassAction<SubscriberRow>[]
  onAdd: () => void
}

/** Every subscriber, found by anything that a caller may name. */
export function SubscribersList(props: SubscribersListProps) {
  const { accounts, moreFilters = [], massActions, onAdd } = props
  const t = useTexts('subscribers')
  const can = usePermissions()
  const view = useListView('subscribers', listSubscribers.query)
  const list = useList(listSubscribers, view.query)
  const columns = useSubscriberColumns(accounts)
  const add = {
    key: 'add',
    label: t('add.action'),
    icon: <UserAddOutlined />,
    isPrimary: true,
    onRun: onAdd,
  }
  const adding = can('subscribers.change') ? [add] : []
  return (
    <ListPage
      title={t('list.title')}
      view={view}
      list={list}
      columns={columns}
      rowKey={({ id }) => String(id)}
      rowPath={({ id }) => paths.subscriber(id)}
      search={{ name: 'q', hint: t('list.search') }}
      filters={[...useFilters(), ...moreFilters]}
      views={useGivenViews()}
      usualSort="name"
      actions={adding}
      massActions={massActions}
      empty={{
        icon: <TeamOutlined />,
        title: t('list.empty.title'),
        text: t('list.empty.text'),
        actions: adding,
      }}
      exportName="subscribers"
    />
  )
}

function useFilters(): Filter[] {
  const t = useTexts('subscribers')
  const groups = useItems(contractGroups.list)
  return [
    {
      kind: 'choice',
      name: 'kind',
      label: t('filter.kind'),
      options: SUBSCRIBER_KINDS.map((value) => ({ value, label: t(`kind.${value}`) })),
    },
    { kind: 'flag', name: 'isDebtor', label: t('filter.debtors') },
    {
      kind: 'choice',
      name: 'blockedBy',
      label: t('filter.blocked'),
      options: BLOCK_KINDS.map((value) => ({ value, label: t(`blockedBy.${value}`) })),
    },
    ...(groups.rows.length > 0
      ? [
          {
            kind: 'choice' as const,
            name: 'groupId',
            label: t('filter.group'),
            options: groups.rows.map(({ id, name }) => ({ value: String(id), label: name })),
          },
        ]
      : []),
    { kind: 'flag', name: 'isArchived', label: t('filter.archive') },
  ]
}

function useGivenViews(): SavedView[] {
  const t = useTexts('subscribers')
  return [
    { name: t('view.debtors'), values: { isDebtor: 'true' } },
    { name: t('view.unpaid'), values: { blockedBy: 'money' } },
    { name: t('view.new'), values: { sort: '-created' } },
  ]
}
