import {
  type EquipmentModel,
  listEquipmentModels,
  removeEquipmentModel,
} from '@altyn/contract/network/equipment/models'
import { PlusOutlined, ProfileOutlined } from '@ant-design/icons'
import { z } from 'zod'
import { formatCount } from '../../../lib/format/quantity.ts'
import { useLanguage, useTexts } from '../../../lib/i18n.ts'
import { paths } from '../../../lib/path-builder.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { usePanel } from '../../../lib/url-state.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { useItems } from '../../../lib/use-list.ts'
import type { Action } from '../../../ui/actions/action-bar.tsx'
import { ConfirmDialog } from '../../../ui/actions/confirm-dialog.tsx'
import { useGo } from '../../../ui/actions/use-go.ts'
import { ListPage } from '../../../ui/pages/list-page.tsx'
import { StatusTag } from '../../../ui/pieces/status-tag.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { useListView } from '../../../ui/table/use-list-view.ts'
import { RowMenu } from '../nas-columns.tsx'
import { EquipmentTabs } from './equipment-tabs.tsx'
import { kindText } from './equipment-words.tsx'
import { ModelForm } from './model-form.tsx'

const viewSchema = z.object({ q: z.string().optional() })

/** Models of equipment of subscribers. */
export function ModelsList() {
  const t = useTexts('equipment')
  const can = usePermissions()
  const go = useGo()
  const view = useListView('equipment-models', viewSchema)
  const { panel = '', openPanel, closePanel } = usePanel()
  const all = useItems(listEquipmentModels)
  const words = view.query.q?.toLowerCase() ?? ''
  const rows = all.rows.filter(({ name, technology, kindName }) =>
    `${name} ${technology} ${kindName}`.toLowerCase().includes(words),
  )
  const mayChange = can('equipment.keep')
  const create: Action[] = mayChange
    ? [
        {
          key: 'create',
          label: t('models.create'),
          icon: <PlusOutlined />,
          isPrimary: true,
          onRun: () => openPanel('create'),
        },
      ]
    : []
  const [deed, id] = panel.split('-')
  const chosen = all.rows.find((row) => String(row.id) === id)
  return (
    <>
      <ListPage
        title={t('title')}
        tabs={<EquipmentTabs current="models" />}
        view={view}
        list={{ ...all, rows, total: all.total === undefined ? undefined : rows.length }}
        columns={useColumns(mayChange)}
        rowKey={(row) => String(row.id)}
        onOpen={(row) =>
          mayChange ? openPanel(`edit-${row.id}`) : go(paths.equipment({ modelId: row.id }))
        }
        search={{ name: 'q', hint: t('models.search') }}
        actions={create}
        empty={{
          icon: <ProfileOutlined />,
          title: t('models.empty.title'),
          text: t('models.empty.text'),
          actions: create,
        }}
        exportName={t('models.file')}
      />
      {mayChange && deed === 'create' && <ModelForm onClose={closePanel} />}
      {mayChange && deed === 'edit' && chosen && (
        <ModelForm key={chosen.id} model={chosen} onClose={closePanel} />
      )}
      {mayChange && deed === 'remove' && chosen && (
        <RemoveModel model={chosen} onClose={closePanel} />
      )}
    </>
  )
}

function useColumns(mayChange: boolean): Column<EquipmentModel>[] {
  const t = useTexts('equipment')
  const [language] = useLanguage()
  const count = (
    key: 'unitsCount' | 'stockCount' | 'heldCount',
    width: number,
  ): Column<EquipmentModel> => ({
    key,
    title: t(`models.${key}`),
    width,
    isNumber: true,
    cell: (row) => formatCount(row[key], language),
    text: (row) => String(row[key]),
  })
  const plain = (key: 'technology' | 'rentServiceName', width: number): Column<EquipmentModel> => ({
    key,
    title: t(`models.${key}`),
    width,
    cell: (row) => row[key],
    text: (row) => row[key],
  })
  return [
    {
      key: 'name',
      title: t('models.name'),
      width: 200,
      cell: ({ name }) => <strong>{name}</strong>,
      text: ({ name }) => name,
    },
    {
      key: 'kind',
      title: t('fields.kind'),
      width: 140,
      cell: (row) => kindText(row, t),
      text: (row) => kindText(row, t),
    },
    plain('technology', 110),
    plain('rentServiceName', 150),
    count('unitsCount', 80),
    count('stockCount', 100),
    count('heldCount', 120),
    {
      key: 'state',
      title: t('fields.state'),
      width: 110,
      card: 'aside',
      cell: ({ isHidden }) =>
        isHidden && <StatusTag isBare tone="quiet" label={t('models.hidden')} />,
      text: ({ isHidden }) => (isHidden ? t('models.hidden') : ''),
    },
    ...useDeedColumn(mayChange),
  ]
}

function useDeedColumn(mayChange: boolean): Column<EquipmentModel>[] {
  const t = useTexts('equipment')
  const go = useGo()
  const { openPanel } = usePanel()
  const show = (row: EquipmentModel) => ({
    key: 'show',
    label: t('models.show'),
    onRun: () => go(paths.equipment({ modelId: row.id })),
  })
  const changes = ({ id, unitsCount }: EquipmentModel) => [
    { key: 'edit', label: t('change'), onRun: () => openPanel(`edit-${id}`) },
    {
      key: 'remove',
      label: t('remove'),
      isDanger: true,
      reason: unitsCount > 0 ? t('models.hasUnits') : undefined,
      onRun: () => openPanel(`remove-${id}`),
    },
  ]
  return [
    {
      key: 'deeds',
      title: t('deeds'),
      width: 84,
      card: 'aside',
      cell: (row) => (
        <RowMenu
          label={t('models.menu', { name: row.name })}
          lines={[show(row), ...(mayChange ? changes(row) : [])]}
        />
      ),
    },
  ]
}

function RemoveModel({ model, onClose }: { model: EquipmentModel; onClose: () => void }) {
  const t = useTexts('equipment')
  const remove = useDeed(removeEquipmentModel, {
    done: t('models.removed'),
    isFailureShownByCaller: true,
  })
  return (
    <ConfirmDialog
      isOpen
      isDanger
      title={t('models.removeTitle', { name: model.name })}
      confirmLabel={t('remove')}
      onConfirm={() => remove.mutateAsync({ params: { id: model.id } })}
      onClose={onClose}
    />
  )
}
