import {
  listPortPolicies,
  type PortPolicy,
  removePortPolicy,
} from '@altyn/contract/network/port-policies'
import { PlusOutlined, ThunderboltOutlined } from '@ant-design/icons'
import { z } from 'zod'
import { useTexts } from '../../../lib/i18n.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { usePanel } from '../../../lib/url-state.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { useItems } from '../../../lib/use-list.ts'
import type { Action } from '../../../ui/actions/action-bar.tsx'
import { ConfirmDialog } from '../../../ui/actions/confirm-dialog.tsx'
import { ListPage } from '../../../ui/pages/list-page.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { useListView } from '../../../ui/table/use-list-view.ts'
import { RowMenu } from '../nas-columns.tsx'
import { PolicyForm } from './policy-form.tsx'
import { ScriptTabs } from './script-tabs.tsx'

const viewSchema = z.object({ q: z.string().optional() })

/** Which scripts run by themselves, on which ports. */
export function PortPoliciesList() {
  const t = useTexts('scripts')
  const can = usePermissions()
  const view = useListView('port-policies', viewSchema)
  const { panel = '', openPanel, closePanel } = usePanel()
  const all = useItems(listPortPolicies)
  const words = view.query.q?.toLowerCase() ?? ''
  const rows = all.rows.filter(({ name, note }) => `${name} ${note}`.toLowerCase().includes(words))
  const mayEdit = can('network.edit-scripts')
  const create: Action[] = mayEdit
    ? [
        {
          key: 'create',
          label: t('policies.create'),
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
        tabs={<ScriptTabs current="policies" />}
        view={view}
        list={{ ...all, rows, total: all.total === undefined ? undefined : rows.length }}
        columns={useColumns(mayEdit)}
        rowKey={(row) => String(row.id)}
        onOpen={(row) => openPanel(`policy-${row.id}`)}
        search={{ name: 'q', hint: t('policies.search') }}
        actions={create}
        empty={{
          icon: <ThunderboltOutlined />,
          title: t('policies.empty.title'),
          text: t('policies.empty.text'),
          actions: create,
        }}
        exportName={t('policies.file')}
      />
      {mayEdit && deed === 'create' && <PolicyForm onClose={closePanel} />}
      {deed === 'policy' && chosen && (
        <PolicyForm key={chosen.id} policy={chosen} onClose={closePanel} />
      )}
      {mayEdit && deed === 'remove' && chosen && (
        <RemovePolicy policy={chosen} onClose={closePanel} />
      )}
    </>
  )
}

function useColumns(mayEdit: boolean): Column<PortPolicy>[] {
  const t = useTexts('scripts')
  const { openPanel } = usePanel()
  const scriptsOf = ({ scripts }: PortPolicy) =>
    scripts.map(({ event, scriptName }) => `${t(`events.${event}`)} → ${scriptName}`)
  const placesOf = ({ templateIds, deviceIds, portsCount }: PortPolicy) =>
    [
      templateIds.length > 0 && t('policies.models', { count: templateIds.length }),
      deviceIds.length > 0 && t('policies.devices', { count: deviceIds.length }),
      portsCount > 0 && t('policies.ports', { count: portsCount }),
    ]
      .filter(Boolean)
      .join(', ') || t('policies.nowhere')
  const columns: Column<PortPolicy>[] = [
    {
      key: 'name',
      title: t('fields.name'),
      width: 220,
      cell: ({ name }) => <strong>{name}</strong>,
      text: ({ name }) => name,
    },
    {
      key: 'scripts',
      title: t('policies.scripts'),
      width: 380,
      cell: (row) => scriptsOf(row).map((line) => <div key={line}>{line}</div>),
      text: (row) => scriptsOf(row).join('; '),
    },
    { key: 'places', title: t('policies.places'), width: 240, cell: placesOf, text: placesOf },
  ]
  if (!mayEdit) return columns
  return [
    ...columns,
    {
      key: 'deeds',
      title: t('deeds'),
      width: 84,
      card: 'aside',
      cell: ({ id, name }) => (
        <RowMenu
          label={t('menu', { name })}
          lines={[
            { key: 'change', label: t('change'), onRun: () => openPanel(`policy-${id}`) },
            {
              key: 'remove',
              label: t('remove'),
              isDanger: true,
              onRun: () => openPanel(`remove-${id}`),
            },
          ]}
        />
      ),
    },
  ]
}

function RemovePolicy({ policy, onClose }: { policy: PortPolicy; onClose: () => void }) {
  const t = useTexts('scripts')
  const remove = useDeed(removePortPolicy, {
    done: t('policies.removed'),
    isFailureShownByCaller: true,
  })
  return (
    <ConfirmDialog
      isOpen
      isDanger
      title={t('policies.removeTitle', { name: policy.name })}
      confirmLabel={t('remove')}
      onConfirm={() => remove.mutateAsync({ params: { id: policy.id } })}
      onClose={onClose}
    >
      {t('policies.removeEffect')}
    </ConfirmDialog>
  )
}
