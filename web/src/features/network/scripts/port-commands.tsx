import type { Device, DevicePort } from '@altyn/contract/network/devices'
import {
  choosePortPolicy,
  listPortPolicies,
  readPortPolicy,
} from '@altyn/contract/network/port-policies'
import { PlayCircleOutlined } from '@ant-design/icons'
import { Select } from 'antd'
import { useState } from 'react'
import { useTexts } from '../../../lib/i18n.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { useCall, useDeed } from '../../../lib/use-call.ts'
import { useItems } from '../../../lib/use-list.ts'
import { ReasonedButton } from '../../../ui/actions/reasoned-button.tsx'
import { RecentRuns } from './recent-runs.tsx'
import { RunDrawer } from './run-drawer.tsx'
import styles from './scripts.module.css'

/** Commands of a port: its policy, what can be run on it, and what was. */
export function PortCommands({ device, port }: { device: Device; port: DevicePort }) {
  const t = useTexts('scripts')
  const can = usePermissions()
  const [isRunning, setRunning] = useState(false)
  if (!can('network.scripts')) return null
  const reason = device.archivedAt
    ? t('device.isArchived')
    : device.address
      ? undefined
      : t('device.noAddress')
  const name = `${device.name} · ${port.name}`
  return (
    <section className={styles.panel}>
      <h2>{t('port.title')}</h2>
      <PolicyChoice portId={port.id} />
      {can('network.run-scripts') && (
        <div>
          <ReasonedButton
            icon={<PlayCircleOutlined />}
            reason={reason}
            onClick={() => setRunning(true)}
          >
            {t('dialog.open')}
          </ReasonedButton>
        </div>
      )}
      <RecentRuns deviceId={device.id} portId={port.id} />
      {isRunning && (
        <RunDrawer
          place={{ deviceId: device.id, templateId: device.templateId, portId: port.id, name }}
          onClose={() => setRunning(false)}
        />
      )}
    </section>
  )
}

/** The policy of a port: what its device or model says, none, or one of its own. */
function PolicyChoice({ portId }: { portId: number }) {
  const t = useTexts('scripts')
  const can = usePermissions()
  const policies = useItems(listPortPolicies)
  const { data } = useCall(readPortPolicy, { params: { id: portId } })
  const choose = useDeed(choosePortPolicy, { done: t('port.chosen') })
  if (!data) return null
  const inherited =
    data.choice === 'inherit' && data.policyName
      ? t('port.inherits', { name: data.policyName, from: t(`port.from.${data.from}`) })
      : t('port.inherit')
  return (
    <div className={styles.choice}>
      <span>{t('port.policy')}</span>
      <Select<string>
        value={data.choice === 'own' ? String(data.policyId) : data.choice}
        disabled={!can('network.edit-scripts')}
        loading={choose.isPending}
        aria-label={t('port.policy')}
        options={[
          { value: 'inherit', label: inherited },
          { value: 'none', label: t('port.none') },
          ...policies.rows.map(({ id, name }) => ({ value: String(id), label: name })),
        ]}
        onChange={(value) => {
          const body = toChoice(value)
          choose.mutate({ params: { id: portId }, body })
        }}
      />
    </div>
  )
}

function toChoice(value: string) {
  if (value === 'inherit' || value === 'none') return { choice: value, policyId: null } as const
  return { choice: 'own', policyId: Number(value) } as const
}
