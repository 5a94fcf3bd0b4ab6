import {
  addDevicePorts,
  archiveDevice,
  type Device,
  removeDevice,
} from '@altyn/contract/network/devices'
import type { ReactNode } from 'react'
import { z } from 'zod'
import { useTexts } from '../../../lib/i18n.ts'
import { paths } from '../../../lib/path-builder.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { usePanel } from '../../../lib/url-state.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { ConfirmDialog } from '../../../ui/actions/confirm-dialog.tsx'
import { useGo } from '../../../ui/actions/use-go.ts'
import { SideForm } from '../../../ui/pages/side-form.tsx'
import { DeviceForm } from './device-form.tsx'
import { OnuForm } from './ports/onu-form.tsx'
import { PortPanel } from './ports/port-panel.tsx'
import { portsOf, SeriesFields, seriesForm } from './series-fields.tsx'

type PanelProps = { device: Device; onClose: () => void }

/** The panel of the card that the address names. */
export function DevicePanels({ device }: { device: Device }) {
  const can = usePermissions()
  const { panel = '', closePanel } = usePanel()
  const [kind, id] = panel.split('-')
  const port = device.ports.find((row) => String(row.id) === id)
  if (kind === 'port' && port) return <PortPanel device={device} port={port} onClose={closePanel} />
  if (!can('network.change')) return null
  const panels: Record<string, () => ReactNode> = {
    edit: () => <DeviceForm device={device} onSaved={closePanel} onClose={closePanel} />,
    ports: () => <AddPortsForm device={device} onClose={closePanel} />,
    onu: () => <OnuForm device={device} onClose={closePanel} />,
    archive: () => <ArchiveDialog device={device} onClose={closePanel} />,
    remove: () => <RemoveDialog device={device} onClose={closePanel} />,
  }
  return panels[panel]?.()
}

const portsSchema = z.object({ series: seriesForm.min(1, 'required') })

function AddPortsForm({ device, onClose }: PanelProps) {
  const t = useTexts('devices')
  const add = useDeed(addDevicePorts, { done: t('port.added'), isFailureShownByCaller: true })
  const isOlt = device.kind === 'olt'
  return (
    <SideForm
      title={t('card.actions.addPorts')}
      saveLabel={t('card.actions.addPorts')}
      schema={portsSchema}
      initial={{
        series: [
          {
            first: String(device.ports.length + 1),
            count: 1,
            medium: isOlt ? 'pon' : 'copper',
            speedMbps: isOlt ? 2500 : 1000,
          },
        ],
      }}
      onSave={({ series }) =>
        add.mutateAsync({ params: { id: device.id }, body: { ports: portsOf(series) } })
      }
      onClose={onClose}
    >
      <SeriesFields title={t('fields.ports')} help={t('form.extraHelp')} />
    </SideForm>
  )
}

function ArchiveDialog({ device, onClose }: PanelProps) {
  const t = useTexts('devices')
  const { name, boundCount } = device
  const isArchived = device.archivedAt !== null
  const archive = useDeed(archiveDevice, {
    done: t(isArchived ? 'archive.back' : 'archive.done', { name }),
    isFailureShownByCaller: true,
  })
  return (
    <ConfirmDialog
      isOpen
      isDanger={!isArchived}
      title={isArchived ? t('card.actions.takeBack') : t('archive.title', { name })}
      confirmLabel={t(isArchived ? 'card.actions.takeBack' : 'card.actions.archive')}
      onConfirm={() =>
        archive.mutateAsync({
          params: { id: device.id },
          ifMatch: device.version,
          body: { isArchived: !isArchived },
        })
      }
      onClose={onClose}
    >
      {!isArchived && (
        <>
          {boundCount > 0 && <p>{t('archive.bound', { count: boundCount })}</p>}
          <p>{t('archive.effect')}</p>
        </>
      )}
    </ConfirmDialog>
  )
}

function RemoveDialog({ device, onClose }: PanelProps) {
  const t = useTexts('devices')
  const go = useGo()
  const remove = useDeed(removeDevice, {
    done: t('delete.done'),
    isFailureShownByCaller: true,
    onDone: () => go(paths.devices()),
  })
  return (
    <ConfirmDialog
      isOpen
      isDanger
      title={t('delete.title', { name: device.name })}
      confirmLabel={t('remove')}
      onConfirm={() => remove.mutateAsync({ params: { id: device.id } })}
      onClose={onClose}
    >
      {t('delete.effect')}
    </ConfirmDialog>
  )
}
