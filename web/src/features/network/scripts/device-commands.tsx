import {
  type DeviceKey,
  readDeviceEntry,
  trustDeviceKey,
} from '@altyn/contract/network/device-logins'
import type { Device } from '@altyn/contract/network/devices'
import { PlayCircleOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { useTexts } from '../../../lib/i18n.ts'
import { paths } from '../../../lib/path-builder.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { useCall, useDeed } from '../../../lib/use-call.ts'
import { ConfirmDialog } from '../../../ui/actions/confirm-dialog.tsx'
import { GoLink } from '../../../ui/actions/go-link.tsx'
import { ReasonedButton } from '../../../ui/actions/reasoned-button.tsx'
import { AlertLine } from '../../../ui/feedback/alert-line.tsx'
import { Instant } from '../../../ui/pieces/moment.tsx'
import { RecentRuns } from './recent-runs.tsx'
import { RunDrawer } from './run-drawer.tsx'
import styles from './scripts.module.css'

/** Commands of a device: how it is entered, what can be run on it, and what was. */
export function DeviceCommands({ device }: { device: Device }) {
  const t = useTexts('scripts')
  const can = usePermissions()
  const [isRunning, setRunning] = useState(false)
  const { id: deviceId, name, templateId } = device
  const reason = device.archivedAt
    ? t('device.isArchived')
    : device.address
      ? undefined
      : t('device.noAddress')
  return (
    <div className={styles.panel}>
      {can('network.run-scripts') && (
        <div>
          <ReasonedButton
            type="primary"
            icon={<PlayCircleOutlined />}
            reason={reason}
            onClick={() => setRunning(true)}
          >
            {t('dialog.open')}
          </ReasonedButton>
        </div>
      )}
      <Entry device={device} />
      <section>
        <h2>{t('recent.title')}</h2>
        <RecentRuns deviceId={deviceId} />
      </section>
      {isRunning && (
        <RunDrawer place={{ deviceId, templateId, name }} onClose={() => setRunning(false)} />
      )}
    </div>
  )
}

function Entry({ device }: { device: Device }) {
  const t = useTexts('scripts')
  const { data } = useCall(readDeviceEntry, { params: { id: device.id } })
  if (!data) return null
  const { login, keys } = data
  return (
    <section>
      <h2>{t('device.entry')}</h2>
      {login ? (
        <p>
          {t('device.login', { name: login.name, user: login.login || '—' })}{' '}
          <GoLink to={paths.deviceLogins({ panel: `edit-${login.id}` })}>{t('look')}</GoLink>
        </p>
      ) : (
        <AlertLine
          tone="warn"
          title={t('device.noLogin')}
          action={
            <GoLink to={paths.deviceLogins({ panel: 'create' })}>{t('logins.create')}</GoLink>
          }
        />
      )}
      {keys.map((key) => (
        <KeyLine key={key.kind} device={device} shown={key} />
      ))}
    </section>
  )
}

function KeyLine({ device, shown }: { device: Device; shown: DeviceKey }) {
  const t = useTexts('scripts')
  const can = usePermissions()
  const [isAsking, ask] = useState(false)
  const { kind, trusted, trustedAt, trustedBy, offered, offeredAt } = shown
  return (
    <>
      {trusted && (
        <p className={styles.quiet}>
          {t(`device.trusted.${kind}`)} <code className={styles.fingerprint}>{trusted}</code>{' '}
          <Instant value={trustedAt} /> · {trustedBy}
        </p>
      )}
      {offered && (
        <AlertLine
          tone={trusted ? 'bad' : 'warn'}
          title={t(trusted ? 'device.keyChanged' : 'device.keyNew')}
          advice={
            <>
              <code className={styles.fingerprint}>{offered}</code> <Instant value={offeredAt} />
            </>
          }
          action={
            can('network.edit-scripts') && (
              <ReasonedButton size="small" danger={trusted !== null} onClick={() => ask(true)}>
                {t('device.trust')}
              </ReasonedButton>
            )
          }
        />
      )}
      {offered && isAsking && (
        <TrustDialog device={device} shown={{ ...shown, offered }} onClose={() => ask(false)} />
      )}
    </>
  )
}

type TrustDialogProps = {
  device: Device
  shown: DeviceKey & { offered: string }
  onClose: () => void
}

function TrustDialog({ device, shown, onClose }: TrustDialogProps) {
  const t = useTexts('scripts')
  const { kind, trusted, offered } = shown
  const trust = useDeed(trustDeviceKey, { done: t('device.done'), isFailureShownByCaller: true })
  return (
    <ConfirmDialog
      isOpen
      isDanger={trusted !== null}
      title={t('device.trustTitle', { name: device.name })}
      confirmLabel={t('device.trust')}
      onConfirm={() =>
        trust.mutateAsync({ params: { id: device.id }, body: { kind, fingerprint: offered } })
      }
      onClose={onClose}
    >
      <p>{t(trusted ? 'device.trustChanged' : 'device.trustNew')}</p>
      <code className={styles.fingerprint}>{offered}</code>
    </ConfirmDialog>
  )
}
