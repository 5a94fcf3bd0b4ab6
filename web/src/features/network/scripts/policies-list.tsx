import {
  listPortPolicies,
  type PortPolicy,
  removePortPolicy,
} from '@altyn/contract/network/port-policies'
import { ThunderboltOutlined } from '@ant-design/icons'
import { useTexts } from '../../../lib/i18n.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { useItems } from '../../../lib/use-list.ts'
import { ConfirmDialog } from '../../../ui/actions/confirm-dialog.tsx'
import { ListPage } from '../../../ui/pages/list-page.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { PolicyForm } from './policy-form.tsx'
import { ScriptTabs } from './script-tabs.tsx'
import { useEditableItems } from './use-editable-items.tsx'

/** Which scripts run by themselves, on which ports. */
export function PortPoliciesList() {
  const t = useTexts('scripts')
  const { view, list, create, open, deed, chosen, close, withDeeds } = useEditableItems({
    viewId: 'port-policies',
    all: useItems(listPortPolicies),
    textOf: ({ name, note }) => `${name} ${note}`,
    createLabel: t('policies.create'),
  })
  return (
    <>
      <ListPage
        title={t('title')}
        tabs={<ScriptTabs current="policies" />}
        view={view}
        list={list}
        columns={withDeeds(useColumns())}
        rowKey={({ id }) => String(id)}
        onOpen={open}
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
      {deed === 'create' && <PolicyForm onClose={close} />}
      {deed === 'edit' && chosen && <PolicyForm key={chosen.id} policy={chosen} onClose={close} />}
      {deed === 'remove' && chosen && <RemovePolicy policy={chosen} onClose={close} />}
    </>
  )
}

function useColumns(): Column<PortPolicy>[] {
  const t = useTexts('scripts')
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
  return [
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
      cell: (row) =>
        row.scripts.length === 0
          ? t('policies.nothing')
          : scriptsOf(row).map((line) => <div key={line}>{line}</div>),
      text: (row) => scriptsOf(row).join('; ') || t('policies.nothing'),
    },
    { key: 'places', title: t('policies.places'), width: 240, cell: placesOf, text: placesOf },
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
