import { type Emergency, listEmergencies } from '@altyn/contract/access/emergency'
import { SafetyOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTexts } from '../../../lib/i18n.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { useCall } from '../../../lib/use-call.ts'
import { EmptyState } from '../../../ui/feedback/empty-state.tsx'
import { ErrorState } from '../../../ui/feedback/error-state.tsx'
import { SkeletonLines } from '../../../ui/feedback/skeleton.tsx'
import { PageHeader } from '../../../ui/pages/page-header.tsx'
import { Instant } from '../../../ui/pieces/moment.tsx'
import { StatusTag } from '../../../ui/pieces/status-tag.tsx'
import styles from './emergency.module.css'
import { EmergencyForm } from './emergency-form.tsx'
import { LeniencyDrawer } from './leniency-drawer.tsx'

type EmergencyViewProps = { tabs: ReactNode; owner: (accountId: number) => ReactNode }

/** The switch “money is not asked for”, and what came of it every time. */
export function EmergencyView({ tabs, owner }: EmergencyViewProps) {
  const t = useTexts('access')
  const can = usePermissions()
  const answer = useCall(listEmergencies)
  const [isOpen, setOpen] = useState(false)
  const [shown, show] = useState<Emergency>()
  const isOn = answer.data?.items.some((row) => row.isOn)
  return (
    <>
      <PageHeader title={t('title')} />
      {tabs}
      {can('access.emergency') && !isOn && (
        <div className={styles.deeds}>
          <Button danger onClick={() => setOpen(true)}>
            {t('emergency.declare')}
          </Button>
        </div>
      )}
      {answer.data ? (
        <Emergencies emergencies={answer.data.items} onShow={show} />
      ) : answer.error ? (
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      ) : (
        <SkeletonLines count={4} />
      )}
      {isOpen && <EmergencyForm onClose={() => setOpen(false)} />}
      {shown && <LeniencyDrawer emergency={shown} owner={owner} onClose={() => show(undefined)} />}
    </>
  )
}

function Emergencies(props: {
  emergencies: readonly Emergency[]
  onShow: (emergency: Emergency) => void
}) {
  const { emergencies, onShow } = props
  const t = useTexts('access')
  if (emergencies.length === 0) {
    return (
      <EmptyState
        icon={<SafetyOutlined />}
        title={t('emergency.empty.title')}
        text={t('emergency.empty.text')}
      />
    )
  }
  return (
    <ul className={styles.list}>
      {emergencies.map((row) => (
        <li key={row.id}>
          <span>
            <StatusTag
              tone={row.isOn ? 'warn' : 'quiet'}
              label={t(row.isOn ? 'emergency.isOn' : 'emergency.isOver')}
              isBare
            />{' '}
            {row.reason}
            <small>
              <Instant value={row.from} /> – <Instant value={row.until} /> · {row.author}
              {row.endedBy && ` · ${t('emergency.endedBy', { who: row.endedBy })}`}
            </small>
          </span>
          <Button size="small" disabled={row.accountsCount === 0} onClick={() => onShow(row)}>
            {t('emergency.letIn', { count: row.accountsCount })}
          </Button>
        </li>
      ))}
    </ul>
  )
}
