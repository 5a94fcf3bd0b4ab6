import { type DeviceOption, listDeviceOptions } from '@altyn/contract/network/device-templates'
import { PlusOutlined, UnorderedListOutlined } from '@ant-design/icons'
import { z } from 'zod'
import { formatCount } from '../../../lib/format/quantity.ts'
import { useLanguage, useTexts } from '../../../lib/i18n.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { usePanel } from '../../../lib/url-state.ts'
import { useItems } from '../../../lib/use-list.ts'
import type { Action } from '../../../ui/actions/action-bar.tsx'
import { ListPage } from '../../../ui/pages/list-page.tsx'
import { StatusTag } from '../../../ui/pieces/status-tag.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { useListView } from '../../../ui/table/use-list-view.ts'
import { RowMenu } from '../nas-columns.tsx'
import { DeviceTabs } from './device-tabs.tsx'
import { OptionForm, RemoveOption } from './option-form.tsx'

const viewSchema = z.object({})

/** What else may be said of a device: names of values, some of them unique. */
export function DeviceOptionsList() {
  const t = useTexts('devices')
  const can = usePermissions()
  const view = useListView('device-options', viewSchema)
  const list = useItems(listDeviceOptions)
  const { panel = '', openPanel, closePanel } = usePanel()
  const mayChange = can('network.change')
  const create: Action[] = mayChange
    ? [
        {
          key: 'create',
          label: t('options.create'),
          icon: <PlusOutlined />,
          isPrimary: true,
          onRun: () => openPanel('create'),
        },
      ]
    : []
  const [deed, id] = panel.split('-')
  const chosen = list.rows.find((row) => String(row.id) === id)
  return (
    <>
      <ListPage
        title={t('title')}
        tabs={<DeviceTabs current="options" />}
        view={view}
        list={list}
        columns={useColumns(mayChange)}
        rowKey={(row) => String(row.id)}
        onOpen={mayChange ? (row) => openPanel(`edit-${row.id}`) : undefined}
        actions={create}
        empty={{
          icon: <UnorderedListOutlined />,
          title: t('options.empty.title'),
          text: t('options.empty.text'),
          actions: create,
        }}
        exportName={t('options.file')}
      />
      {mayChange && deed === 'create' && <OptionForm onClose={closePanel} />}
      {mayChange && deed === 'edit' && chosen && (
        <OptionForm option={chosen} onClose={closePanel} />
      )}
      {mayChange && deed === 'remove' && chosen && (
        <RemoveOption option={chosen} onClose={closePanel} />
      )}
    </>
  )
}

function useColumns(mayChange: boolean): Column<DeviceOption>[] {
  const t = useTexts('devices')
  const [language] = useLanguage()
  const { openPanel } = usePanel()
  const kindsOf = ({ forKinds }: DeviceOption) =>
    forKinds.map((kind) => t(`kinds.${kind}`)).join(', ')
  const linesOf = ({ id }: DeviceOption) => [
    { key: 'edit', label: t('change'), onRun: () => openPanel(`edit-${id}`) },
    { key: 'remove', label: t('remove'), isDanger: true, onRun: () => openPanel(`remove-${id}`) },
  ]
  const columns: Column<DeviceOption>[] = [
    {
      key: 'name',
      title: t('fields.name'),
      width: 240,
      cell: ({ name }) => <strong>{name}</strong>,
      text: ({ name }) => name,
    },
    {
      key: 'kind',
      title: t('options.kind'),
      width: 150,
      cell: ({ kind }) => t(`options.kinds.${kind}`),
      text: ({ kind }) => t(`options.kinds.${kind}`),
    },
    {
      key: 'unique',
      title: t('options.isUnique'),
      width: 190,
      cell: ({ isUnique }) =>
        isUnique ? <StatusTag isBare tone="ok" label={t('options.unique')} /> : null,
      text: ({ isUnique }) => (isUnique ? t('options.unique') : ''),
    },
    { key: 'kinds', title: t('options.forKinds'), width: 220, cell: kindsOf, text: kindsOf },
    {
      key: 'values',
      title: t('options.values'),
      width: 120,
      isNumber: true,
      cell: ({ valuesCount }) => formatCount(valuesCount, language),
      text: ({ valuesCount }) => String(valuesCount),
    },
  ]
  if (!mayChange) return columns
  return [
    ...columns,
    {
      key: 'deeds',
      title: t('deeds'),
      width: 84,
      card: 'aside',
      cell: (row) => <RowMenu label={t('options.menu', { name: row.name })} lines={linesOf(row)} />,
    },
  ]
}
