import { type Device, type DevicePort, removeDevicePort } from '@altyn/contract/network/devices'
import { LinkOutlined } from '@ant-design/icons'
import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { useTexts } from '../../../../lib/i18n.ts'
import { paths } from '../../../../lib/path-builder.ts'
import { usePermissions } from '../../../../lib/permissions.ts'
import { useDeed } from '../../../../lib/use-call.ts'
import { ConfirmDialog } from '../../../../ui/actions/confirm-dialog.tsx'
import { GoLink } from '../../../../ui/actions/go-link.tsx'
import { ReasonedButton } from '../../../../ui/actions/reasoned-button.tsx'
import { type Fact, Facts } from '../../../../ui/pieces/facts.tsx'
import { StatusTag, type StatusTone } from '../../../../ui/pieces/status-tag.tsx'
import { PortCommands } from '../../scripts/port-commands.tsx'
import { speedText } from '../device-words.tsx'
import { PortTraffic } from '../polling/port-traffic.tsx'
import { usePortLines } from '../polling/use-port-lines.ts'
import { BindForm } from './bind-form.tsx'
import { BindingHistory } from './binding-history.tsx'
import { BindingLines } from './binding-lines.tsx'
import { PortForm } from './port-form.tsx'
import styles from './ports.module.css'

type PortPanelProps = { device: Device; port: DevicePort; onClose: () => void }

const TONES: Record<DevicePort['state'], StatusTone> = {
  off: 'quiet',
  link: 'note',
  onus: 'warn',
  shared: 'warn',
  blocked: 'bad',
  active: 'ok',
  free: 'quiet',
}

/** A port: who is on it, who was, and what can be done. */
export function PortPanel({ device, port, onClose }: PortPanelProps) {
  const t = useTexts('devices')
  const [form, open] = useState<'bind' | 'edit' | 'remove'>()
  const close = () => open(undefined)
  const line = usePortLines(device).get(port.id)
  return (
    <Drawer
      open
      title={t('port.title', { name: port.name })}
      size="min(520px, 100vw)"
      onClose={onClose}
    >
      <div className={styles.panel}>
        <div className={styles.head}>
          <StatusTag tone={TONES[port.state]} label={t(`ports.states.${port.state}`)} />
          <span className={styles.quiet}>{device.name}</span>
        </div>
        <Deeds device={device} port={port} onOpen={open} />
        <Occupants device={device} port={port} />
        <Facts facts={usePortFacts(port)} />
        {line && <PortTraffic line={line} />}
        <PortCommands device={device} port={port} />
        <section>
          <h2>{t('port.history')}</h2>
          <BindingHistory query={{ portId: port.id }} emptyText={t('port.never')} />
        </section>
      </div>
      {form === 'bind' && (
        <BindForm
          title={t('bind.title', { port: port.name })}
          place={{ portId: port.id }}
          onClose={close}
        />
      )}
      {form === 'edit' && <PortForm port={port} onClose={close} />}
      {form === 'remove' && <RemoveDialog port={port} onRemoved={onClose} onClose={close} />}
    </Drawer>
  )
}

type DeedsProps = {
  device: Device
  port: DevicePort
  onOpen: (form: 'bind' | 'edit' | 'remove') => void
}

function Deeds({ device, port, onOpen }: DeedsProps) {
  const t = useTexts('devices')
  const can = usePermissions()
  const reason = useBindReason(device, port)
  if (!can('network.change')) return null
  return (
    <div className={styles.deeds}>
      <ReasonedButton
        type="primary"
        icon={<LinkOutlined />}
        reason={reason}
        onClick={() => onOpen('bind')}
      >
        {t('port.bind')}
      </ReasonedButton>
      <Button onClick={() => onOpen('edit')}>{t('port.edit')}</Button>
      <Button danger onClick={() => onOpen('remove')}>
        {t('port.remove')}
      </Button>
    </div>
  )
}

/** Why nobody can be put on the port now. */
function useBindReason(device: Device, port: DevicePort): string | undefined {
  const t = useTexts('devices')
  if (device.archivedAt) return t('card.isArchived')
  if (!port.isEnabled) return t('port.reasons.off')
  if (port.onusCount > 0) return t('port.reasons.onus')
  if (port.isShared) return undefined
  if (port.children.length > 0) return t('port.reasons.link')
  return port.bindings.length > 0 ? t('port.reasons.taken') : undefined
}

function Occupants({ device, port }: { device: Device; port: DevicePort }) {
  const t = useTexts('devices')
  const { bindings, children, onusCount } = port
  return (
    <section>
      <h2>{t('port.who')}</h2>
      {children.map(({ id, name }) => (
        <p key={id}>
          {t('port.leadsTo')}{' '}
          <GoLink to={paths.device(id)} className={styles.inText}>
            {name}
          </GoLink>
        </p>
      ))}
      {onusCount > 0 && (
        <p>
          {t('port.behindOnus')}{' '}
          <GoLink
            to={paths.device(device.id, { tab: 'onus', port: port.id })}
            className={styles.inText}
          >
            {t('port.showOnus')}
          </GoLink>
        </p>
      )}
      <BindingLines bindings={bindings} />
      {bindings.length + children.length + onusCount === 0 && (
        <p className={styles.quiet}>{t('port.nobody')}</p>
      )}
    </section>
  )
}

function usePortFacts(port: DevicePort): Fact[] {
  const t = useTexts('devices')
  const vlan = (outer: number | null, inner: number | null) =>
    [outer, inner].filter((number) => number !== null).join(' / ')
  const facts: Fact[] = [
    { key: 'medium', label: t('fields.medium'), value: t(`media.${port.medium}`) },
    {
      key: 'speed',
      label: t('fields.speed'),
      value: port.speedMbps > 0 && speedText(port.speedMbps, t),
    },
    {
      key: 'client',
      label: t('port.clientVlan'),
      value: vlan(port.clientOuterVlan, port.clientInnerVlan),
    },
    {
      key: 'guest',
      label: t('port.guestVlan'),
      value: vlan(port.guestOuterVlan, port.guestInnerVlan),
    },
    { key: 'note', label: t('fields.note'), value: port.note },
  ]
  return facts.filter(({ value }) => value)
}

function RemoveDialog(props: { port: DevicePort; onRemoved: () => void; onClose: () => void }) {
  const { port, onRemoved, onClose } = props
  const t = useTexts('devices')
  const { name } = port
  const remove = useDeed(removeDevicePort, {
    done: t('port.removed', { name }),
    isFailureShownByCaller: true,
    onDone: onRemoved,
  })
  return (
    <ConfirmDialog
      isOpen
      isDanger
      title={t('port.removeTitle', { name })}
      confirmLabel={t('port.remove')}
      onConfirm={() => remove.mutateAsync({ params: { id: port.id } })}
      onClose={onClose}
    >
      {t('port.removeEffect')}
    </ConfirmDialog>
  )
}
