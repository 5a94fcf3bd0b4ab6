import { type Device, readDevice } from '@altyn/contract/network/devices'
import { EditOutlined, PlusOutlined } from '@ant-design/icons'
import { useTexts } from '../../../lib/i18n.ts'
import { paths } from '../../../lib/path-builder.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { usePanel } from '../../../lib/url-state.ts'
import { useCall } from '../../../lib/use-call.ts'
import type { Action } from '../../../ui/actions/action-bar.tsx'
import { EmptyState } from '../../../ui/feedback/empty-state.tsx'
import { CardPage } from '../../../ui/pages/card-page.tsx'
import { StatusTag } from '../../../ui/pieces/status-tag.tsx'
import { DeviceCommands } from '../scripts/device-commands.tsx'
import { RunPanel } from '../scripts/run-panel.tsx'
import { DeviceFacts } from './device-facts.tsx'
import { DevicePanels } from './device-panels.tsx'
import { TreeNodes } from './device-tree.tsx'
import { placeText } from './device-words.tsx'
import { PollingTab } from './polling/polling-tab.tsx'
import { ReachTag } from './polling/polling-words.tsx'
import { BindingHistory } from './ports/binding-history.tsx'
import { OnuTable } from './ports/onu-table.tsx'
import { PortGrid } from './ports/port-grid.tsx'

/** One device: its ports and who is on them, what hangs on it, what was. */
export function DeviceCard({ id }: { id: number }) {
  const t = useTexts('devices')
  const answer = useCall(readDevice, { params: { id } })
  const device = answer.data?.id === id ? answer.data : undefined
  const actions = useActions(device)
  return (
    <>
      <CardPage
        title={device?.name}
        aside={device && <Aside device={device} />}
        subtitle={device && subtitleOf(device, t)}
        back={{ path: paths.devices(), label: t('title') }}
        actions={actions}
        isLoading={!device}
        error={device ? undefined : answer.error}
        onRetry={() => void answer.refetch()}
        tabs={useTabs(device, actions)}
        facts={device && <DeviceFacts device={device} />}
      />
      {device && <DevicePanels device={device} />}
      <RunPanel />
    </>
  )
}

function useTabs(device: Device | undefined, actions: readonly Action[]) {
  const t = useTexts('devices')
  const can = usePermissions()
  const addPorts = actions.filter(({ key }) => key === 'ports')
  const ports = {
    key: 'ports',
    label: t('card.tabs.ports'),
    count: device?.portsCount,
    content: () => device && <Ports device={device} actions={addPorts} />,
  }
  const onus = {
    key: 'onus',
    label: t('card.tabs.onus'),
    count: device?.onusCount,
    content: () => device && <OnuTable device={device} />,
  }
  const below = {
    key: 'below',
    label: t('card.tabs.below'),
    count: device?.childrenCount,
    content: () => device && <Below device={device} />,
  }
  const history = {
    key: 'history',
    label: t('card.tabs.history'),
    content: () => device && <History device={device} />,
  }
  const polling = {
    key: 'polling',
    label: t('card.tabs.polling'),
    content: () => device && <PollingTab device={device} />,
  }
  const commands = {
    key: 'commands',
    label: t('card.tabs.commands'),
    content: () => device && <DeviceCommands device={device} />,
  }
  return [
    ports,
    ...(device?.kind === 'olt' ? [onus] : []),
    polling,
    below,
    ...(can('network.scripts') ? [commands] : []),
    history,
  ]
}

function Aside({ device }: { device: Device }) {
  const t = useTexts('devices')
  if (device.archivedAt) return <StatusTag tone="quiet" label={t('state.archived')} />
  return device.reach !== 'off' && <ReachTag reach={device.reach} />
}

function Ports({ device, actions }: { device: Device; actions: readonly Action[] }) {
  const t = useTexts('devices')
  if (device.ports.length > 0) return <PortGrid device={device} />
  return (
    <EmptyState title={t('card.noPorts.title')} text={t('card.noPorts.text')} actions={actions} />
  )
}

function Below({ device }: { device: Device }) {
  const t = useTexts('devices')
  return device.childrenCount > 0 ? (
    <TreeNodes under={device.id} />
  ) : (
    <p>{t('card.nothingBelow')}</p>
  )
}

function History({ device }: { device: Device }) {
  const t = useTexts('devices')
  return (
    <BindingHistory query={{ deviceId: device.id }} isPlaceShown emptyText={t('card.noHistory')} />
  )
}

function subtitleOf(device: Device, t: ReturnType<typeof useTexts>): string {
  return [t(`kinds.${device.kind}`), device.templateName, placeText(device, t)]
    .filter(Boolean)
    .join(' · ')
}

function useActions(device: Device | undefined): Action[] {
  const t = useTexts('devices')
  const can = usePermissions()
  const { openPanel } = usePanel()
  if (!device || !can('network.change')) return []
  const isArchived = device.archivedAt !== null
  const reason = isArchived ? t('card.isArchived') : undefined
  const onu: Action[] =
    device.kind === 'olt'
      ? [
          {
            key: 'onu',
            label: t('card.actions.addOnu'),
            icon: <PlusOutlined />,
            isPrimary: true,
            reason: reason ?? (device.ports.length === 0 ? t('onus.noPorts') : undefined),
            onRun: () => openPanel('onu'),
          },
        ]
      : []
  return [
    ...onu,
    {
      key: 'edit',
      label: t('change'),
      icon: <EditOutlined />,
      reason,
      onRun: () => openPanel('edit'),
    },
    {
      key: 'ports',
      label: t('card.actions.addPorts'),
      icon: <PlusOutlined />,
      reason,
      onRun: () => openPanel('ports'),
    },
    {
      key: 'archive',
      label: t(isArchived ? 'card.actions.takeBack' : 'card.actions.archive'),
      onRun: () => openPanel('archive'),
    },
    { key: 'remove', label: t('remove'), isDanger: true, onRun: () => openPanel('remove') },
  ]
}
