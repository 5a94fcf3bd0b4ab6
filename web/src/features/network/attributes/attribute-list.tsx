import {
  ATTRIBUTE_PACKETS,
  type AttributeRow,
  listAttributeRows,
} from '@altyn/contract/network/attributes'
import { PlusOutlined, TagsOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { useTexts } from '../../../lib/i18n.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { usePanel } from '../../../lib/url-state.ts'
import { useList } from '../../../lib/use-list.ts'
import { ListPage } from '../../../ui/pages/list-page.tsx'
import { Instant } from '../../../ui/pieces/moment.tsx'
import { StatusTag } from '../../../ui/pieces/status-tag.tsx'
import type { Column } from '../../../ui/table/column.ts'
import type { Filter } from '../../../ui/table/filter.ts'
import { useListView } from '../../../ui/table/use-list-view.ts'
import { RowMenu } from '../nas-columns.tsx'
import { AccountPicker } from './account-picker.tsx'
import { AttributeForm } from './attribute-form.tsx'
import styles from './attributes.module.css'
import { useLinkWords } from './link-words.ts'
import { RemoveRowDialog } from './remove-attribute-dialogs.tsx'
import { type LinkOption, useLinkOptions } from './use-links.ts'

/** The attributes that answers and orders hold besides what the program puts there, and for whom. */
export function AttributeList({ tabs }: { tabs: ReactNode }) {
  const t = useTexts('attributes')
  const can = usePermissions()
  const view = useListView('attribute-rows', listAttributeRows.query)
  const list = useList(listAttributeRows, view.query)
  const { openPanel } = usePanel()
  const mayChange = can('network.change')
  const columns = useColumns()
  const add = {
    key: 'add',
    label: t('add'),
    icon: <PlusOutlined />,
    isPrimary: true,
    onRun: () => openPanel('create'),
  }
  return (
    <>
      <ListPage
        title={t('title')}
        tabs={tabs}
        view={view}
        list={list}
        columns={mayChange ? [...columns, deedColumn(t('deeds'), t('menu'))] : columns}
        rowKey={({ id }) => String(id)}
        onOpen={mayChange ? ({ id }) => openPanel(`row-${id}`) : undefined}
        search={{ name: 'q', hint: t('search') }}
        filters={useFilters()}
        actions={mayChange ? [add] : []}
        empty={{
          icon: <TagsOutlined />,
          title: t('empty.title'),
          text: t('empty.text'),
          actions: mayChange ? [add] : [],
        }}
        exportName="radius-attributes"
      />
      {mayChange && <OpenPanel rows={list.rows} />}
    </>
  )
}

function OpenPanel({ rows }: { rows: readonly AttributeRow[] }) {
  const { panel = '', closePanel } = usePanel()
  const [kind, id] = panel.split('-')
  const row = rows.find((one) => String(one.id) === id)
  if (kind === 'create') return <AttributeForm onClose={closePanel} />
  if (kind === 'row' && row) return <AttributeForm row={row} onClose={closePanel} />
  if (kind === 'remove' && row) return <RemoveRowDialog row={row} onClose={closePanel} />
  return null
}

function useColumns(): Column<AttributeRow>[] {
  const t = useTexts('attributes')
  const words = useLinkWords()
  const nameOf = ({ attribute, tag }: AttributeRow) =>
    tag === 0 ? attribute : `${attribute}:${tag}`
  return [
    {
      key: 'attribute',
      title: t('columns.attribute'),
      cell: (row) => <span className={styles.code}>{nameOf(row)}</span>,
      text: nameOf,
      width: 210,
      card: 'title',
    },
    {
      key: 'value',
      title: t('columns.value'),
      cell: ({ value }) => <span className={styles.values}>{value}</span>,
      text: ({ value }) => value,
      width: 260,
    },
    {
      key: 'whom',
      title: t('columns.whom'),
      cell: (row) => <span className={styles.whom}>{words(row)}</span>,
      text: words,
      width: 260,
    },
    {
      key: 'packet',
      title: t('columns.packet'),
      cell: ({ packet }) => t(`packetsShort.${packet}`),
      text: ({ packet }) => t(`packetsShort.${packet}`),
      width: 130,
    },
    {
      key: 'state',
      title: t('columns.state'),
      cell: ({ isEnabled }) => (
        <StatusTag
          isBare
          tone={isEnabled ? 'ok' : 'quiet'}
          label={isEnabled ? t('on') : t('off')}
        />
      ),
      text: ({ isEnabled }) => (isEnabled ? t('on') : t('off')),
      width: 110,
    },
    {
      key: 'note',
      title: t('form.note'),
      cell: ({ note }) => note,
      text: ({ note }) => note,
      isOptional: true,
    },
    {
      key: 'author',
      title: t('columns.author'),
      cell: ({ author, changedAt }) => (
        <>
          {author}, <Instant value={changedAt} />
        </>
      ),
      text: ({ author, changedAt }) => `${author}, ${changedAt}`,
      isOptional: true,
    },
  ]
}

function deedColumn(title: string, label: string): Column<AttributeRow> {
  return {
    key: 'deeds',
    title,
    cell: (row) => <Deeds row={row} label={label} />,
    width: 84,
    card: 'aside',
  }
}

function Deeds({ row, label }: { row: AttributeRow; label: string }) {
  const t = useTexts('attributes')
  const { openPanel } = usePanel()
  return (
    <RowMenu
      label={`${label} ${row.attribute}`}
      lines={[
        { key: 'change', label: t('change'), onRun: () => openPanel(`row-${row.id}`) },
        {
          key: 'remove',
          label: t('remove'),
          isDanger: true,
          onRun: () => openPanel(`remove-${row.id}`),
        },
      ]}
    />
  )
}

function useFilters(): Filter[] {
  const t = useTexts('attributes')
  const { agentId, nasId, deviceGroupId, accountGroupId, tariffId, category } = useLinkOptions()
  const choice = (
    name: string,
    label: string,
    options: readonly LinkOption<number | string>[] = [],
  ): Filter[] =>
    options.length > 0
      ? [
          {
            kind: 'choice',
            name,
            label,
            options: options.map((one) => ({ value: String(one.value), label: one.label })),
          },
        ]
      : []
  return [
    {
      kind: 'choice',
      name: 'packet',
      label: t('columns.packet'),
      options: ATTRIBUTE_PACKETS.map((value) => ({ value, label: t(`packetsShort.${value}`) })),
    },
    ...choice('nasId', t('form.nasId'), nasId),
    ...choice('deviceGroupId', t('form.deviceGroupId'), deviceGroupId),
    ...choice('category', t('form.category'), category),
    ...choice('tariffId', t('form.tariffId'), tariffId),
    ...choice('accountGroupId', t('form.accountGroupId'), accountGroupId),
    ...choice('agentId', t('form.agentId'), agentId.length > 1 ? agentId : []),
    {
      kind: 'control',
      name: 'accountId',
      label: t('form.accountId'),
      control: <AccountPicker />,
      show: (id) => t('accountNumber', { id }),
    },
    {
      kind: 'choice',
      name: 'isForGuests',
      label: t('form.isForGuests'),
      options: [
        { value: 'true', label: t('guestsOnly') },
        { value: 'false', label: t('guestsNot') },
      ],
    },
    {
      kind: 'choice',
      name: 'isEnabled',
      label: t('columns.state'),
      options: [
        { value: 'true', label: t('on') },
        { value: 'false', label: t('off') },
      ],
    },
  ]
}
