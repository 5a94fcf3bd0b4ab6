import {
  DEVICE_KINDS,
  listDeviceGroups,
  listDeviceTemplates,
} from '@altyn/contract/network/device-templates'
import { type DeviceLine, devicesQuery, listDevices } from '@altyn/contract/network/devices'
import { REACHES } from '@altyn/contract/network/polling'
import { ApartmentOutlined, PlayCircleOutlined, PlusOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { useTexts } from '../../../lib/i18n.ts'
import { paths } from '../../../lib/path-builder.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { usePanel } from '../../../lib/url-state.ts'
import { useItems, useList } from '../../../lib/use-list.ts'
import type { Action } from '../../../ui/actions/action-bar.tsx'
import { useGo } from '../../../ui/actions/use-go.ts'
import { ListPage } from '../../../ui/pages/list-page.tsx'
import type { Filter } from '../../../ui/table/filter.ts'
import type { MassAction } from '../../../ui/table/selection-bar.tsx'
import { useListView } from '../../../ui/table/use-list-view.ts'
import { BatchDrawer } from '../scripts/batch-drawer.tsx'
import { useDeviceColumns } from './device-columns.tsx'
import { DeviceForm } from './device-form.tsx'
import { DeviceTabs } from './device-tabs.tsx'

/** All devices of the provider. */
export function DevicesList() {
  const t = useTexts('devices')
  const can = usePermissions()
  const go = useGo()
  const view = useListView('devices', devicesQuery)
  const { panel, openPanel, closePanel } = usePanel()
  const list = useList(listDevices, view.query)
  const groups = useItems(listDeviceGroups)
  const [manyIds, runOnMany] = useState<number[]>()
  const mayChange = can('network.change')
  const create: Action[] = mayChange
    ? [
        {
          key: 'create',
          label: t('list.create'),
          icon: <PlusOutlined />,
          isPrimary: true,
          onRun: () => openPanel('create'),
        },
      ]
    : []
  const toTemplates: Action[] = mayChange
    ? [{ key: 'template', label: t('list.empty.template'), path: paths.deviceTemplates() }]
    : []
  return (
    <>
      <ListPage
        title={t('title')}
        tabs={<DeviceTabs current="list" />}
        view={view}
        list={list}
        columns={useDeviceColumns(new Map(groups.rows.map(({ id, name }) => [id, name])))}
        rowKey={({ id }) => String(id)}
        rowPath={({ id }) => paths.device(id)}
        search={{ name: 'q', hint: t('list.search') }}
        filters={useFilters()}
        views={[{ name: t('list.archive'), values: { archived: 'true' } }]}
        actions={create}
        massActions={useMassRun(runOnMany)}
        empty={{
          icon: <ApartmentOutlined />,
          title: t('list.empty.title'),
          text: t('list.empty.text'),
          actions: [...create, ...toTemplates],
        }}
        exportName={t('list.file')}
      />
      {manyIds && <BatchDrawer deviceIds={manyIds} onClose={() => runOnMany(undefined)} />}
      {mayChange && panel === 'create' && (
        <DeviceForm onSaved={(id) => go(paths.device(id))} onClose={closePanel} />
      )}
    </>
  )
}

/** A script on the chosen devices. */
function useMassRun(onRun: (ids: number[]) => void): MassAction<DeviceLine>[] {
  const t = useTexts('scripts')
  const can = usePermissions()
  if (!can('network.run-scripts') || !can('network.scripts')) return []
  return [
    {
      key: 'script',
      label: t('dialog.open'),
      icon: <PlayCircleOutlined />,
      onRun: (rows) => onRun(rows.map(({ id }) => id)),
    },
  ]
}

function useFilters(): Filter[] {
  const t = useTexts('devices')
  const tPolling = useTexts('polling')
  const groups = useItems(listDeviceGroups)
  const templates = useItems(listDeviceTemplates)
  const choice = (name: string, label: string, options: readonly { id: number; name: string }[]) =>
    options.length === 0
      ? []
      : [
          {
            kind: 'choice' as const,
            name,
            label,
            options: options.map((row) => ({ value: String(row.id), label: row.name })),
          },
        ]
  return [
    {
      kind: 'choice',
      name: 'kind',
      label: t('fields.kind'),
      options: DEVICE_KINDS.map((value) => ({ value, label: t(`kinds.${value}`) })),
    },
    {
      kind: 'choice',
      name: 'reach',
      label: tPolling('reach.title'),
      options: REACHES.map((value) => ({ value, label: tPolling(`reach.${value}`) })),
    },
    ...choice('groupId', t('fields.groups'), groups.rows),
    ...choice('templateId', t('fields.template'), templates.rows),
  ]
}
