import { EQUIPMENT_KINDS, listEquipmentModels } from '@altyn/contract/network/equipment/models'
import {
  EQUIPMENT_STATES,
  equipmentQuery,
  HOLDING_TERMS,
  listEquipment,
  listPlaces,
  WARRANTIES,
} from '@altyn/contract/network/equipment/units'
import { DesktopOutlined, PlusOutlined, UploadOutlined } from '@ant-design/icons'
import { type Texts, useTexts } from '../../../lib/i18n.ts'
import { paths } from '../../../lib/path-builder.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { usePanel } from '../../../lib/url-state.ts'
import { useItems, useList } from '../../../lib/use-list.ts'
import type { Action } from '../../../ui/actions/action-bar.tsx'
import { ListPage } from '../../../ui/pages/list-page.tsx'
import type { Filter } from '../../../ui/table/filter.ts'
import { useListView } from '../../../ui/table/use-list-view.ts'
import type { SavedView } from '../../../ui/table/view-tabs.tsx'
import { EquipmentTabs } from './equipment-tabs.tsx'
import { ImportUnits } from './import-units.tsx'
import { SubscriberPicker, useSubscriberName } from './subscriber-picker.tsx'
import { useUnitColumns } from './unit-columns.tsx'
import { UnitForm } from './unit-form.tsx'
import { UnitPanel } from './unit-panel.tsx'

/** All units of equipment: in stock, with subscribers, in repair. */
export function UnitsList() {
  const t = useTexts('equipment')
  const view = useListView('equipment', equipmentQuery)
  const { panel = '', openPanel, closePanel } = usePanel()
  const can = usePermissions()
  const list = useList(listEquipment, view.query)
  const actions = useActions(openPanel)
  const [kind, id] = panel.split('-')
  return (
    <>
      <ListPage
        title={t('title')}
        tabs={<EquipmentTabs current="units" />}
        view={view}
        list={list}
        columns={useUnitColumns()}
        rowKey={(row) => String(row.id)}
        onOpen={(row) => openPanel(`unit-${row.id}`)}
        search={{ name: 'q', hint: t('list.search') }}
        filters={useFilters(view.values.subscriberId)}
        views={viewsOf(t)}
        actions={actions.slice(0, 2)}
        empty={{
          icon: <DesktopOutlined />,
          title: t('list.empty.title'),
          text: t('list.empty.text'),
          actions,
        }}
        exportName={t('list.file')}
      />
      {kind === 'unit' && <UnitPanel key={id} id={Number(id)} onClose={closePanel} />}
      {panel === 'create' && can('equipment.keep') && <UnitForm onClose={closePanel} />}
      {panel === 'import' && can('equipment.keep') && <ImportUnits onClose={closePanel} />}
    </>
  )
}

function useActions(openPanel: (name: string) => void): Action[] {
  const t = useTexts('equipment')
  const can = usePermissions()
  const models = useItems(listEquipmentModels)
  if (!can('equipment.keep')) return []
  // Without a model there is nothing that a unit could be.
  const hasNone = models.state === 'ready' && models.rows.length === 0
  const reason = hasNone ? t('list.noModels') : undefined
  return [
    {
      key: 'create',
      label: t('list.create'),
      icon: <PlusOutlined />,
      isPrimary: true,
      reason,
      onRun: () => openPanel('create'),
    },
    {
      key: 'import',
      label: t('import.action'),
      icon: <UploadOutlined />,
      reason,
      onRun: () => openPanel('import'),
    },
    { key: 'model', label: t('models.create'), path: paths.equipmentModels({ panel: 'create' }) },
  ]
}

function viewsOf(t: Texts): SavedView[] {
  return [
    { name: t('views.stock'), values: { state: 'stock' } },
    { name: t('views.held'), values: { state: 'held' } },
    { name: t('views.cards'), values: { kind: 'smart-card' } },
  ]
}

function useFilters(subscriberId: string | undefined): Filter[] {
  const t = useTexts('equipment')
  const models = useItems(listEquipmentModels)
  const places = useItems(listPlaces)
  const subscriberName = useSubscriberName(subscriberId)
  const choice = (name: string, label: string, values: readonly string[], words: string) => ({
    kind: 'choice' as const,
    name,
    label,
    options: values.map((value) => ({ value, label: t(`${words}.${value}`) })),
  })
  return [
    choice('state', t('fields.state'), EQUIPMENT_STATES, 'states'),
    {
      kind: 'choice',
      name: 'modelId',
      label: t('fields.model'),
      options: models.rows.map(({ id, name }) => ({ value: String(id), label: name })),
    },
    choice('kind', t('fields.kind'), EQUIPMENT_KINDS, 'kinds'),
    {
      kind: 'control',
      name: 'subscriberId',
      label: t('fields.holder'),
      control: <SubscriberPicker />,
      show: () => subscriberName,
    },
    choice('terms', t('fields.terms'), HOLDING_TERMS, 'terms'),
    choice('warranty', t('fields.warranty'), WARRANTIES, 'warranties'),
    {
      kind: 'choice',
      name: 'place',
      label: t('fields.place'),
      options: places.rows.map((value) => ({ value, label: value })),
    },
  ]
}
