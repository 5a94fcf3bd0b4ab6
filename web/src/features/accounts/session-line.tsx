import { disconnectSession } from '@altyn/contract/access'
import type { Session } from '@altyn/contract/usage'
import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { formatBytes } from '../../lib/format/quantity.ts'
import { formatDuration } from '../../lib/format/time.ts'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import { usePermissions } from '../../lib/permissions.ts'
import { useDeed } from '../../lib/use-call.ts'
import { ConfirmDialog } from '../../ui/actions/confirm-dialog.tsx'
import { Instant } from '../../ui/pieces/moment.tsx'
import { StatusTag } from '../../ui/pieces/status-tag.tsx'
import styles from './accounts.module.css'

/** A live session: how long, how much, from where, and a way to end it. */
export function SessionLine({ session }: { session: Session }) {
  const t = useTexts('accounts')
  const ofUsage = useTexts('usage')
  const can = usePermissions()
  const [language] = useLanguage()
  const [isAsking, setAsking] = useState(false)
  return (
    <div className={styles.session}>
      <span>
        {session.isGuest && <StatusTag tone="warn" label={t('session.guest')} isBare />}{' '}
        {t('session.lasts', { time: formatDuration(session.sessionSeconds, language) })}{' '}
        <span className={styles.quiet}>
          · {t('session.since')} <Instant value={session.startedAt} />
        </span>
      </span>
      <span className={styles.traffic}>
        <span title={t('session.received')}>
          <ArrowDownOutlined aria-label={t('session.received')} />{' '}
          {formatBytes(session.octetsIn, language)}
        </span>
        <span title={t('session.sent')}>
          <ArrowUpOutlined aria-label={t('session.sent')} />{' '}
          {formatBytes(session.octetsOut, language)}
        </span>
      </span>
      <span className={styles.code}>{session.callingStation}</span>
      {session.state !== 'live' && (
        <StatusTag isBare tone="warn" label={ofUsage(`state.${session.state}`)} />
      )}
      {can('access.disconnect') && (
        <Button size="small" onClick={() => setAsking(true)}>
          {t('session.stop')}
        </Button>
      )}
      {isAsking && <StopDialog session={session} onClose={() => setAsking(false)} />}
    </div>
  )
}

function StopDialog({ session, onClose }: { session: Session; onClose: () => void }) {
  const t = useTexts('accounts')
  const stop = useDeed(disconnectSession, {
    done: t('session.stopOrdered'),
    refresh: ['/api/usage'],
    isFailureShownByCaller: true,
  })
  return (
    <ConfirmDialog
      isOpen
      isDanger
      title={t('session.stopTitle', { login: session.login })}
      confirmLabel={t('session.stop')}
      onConfirm={() => stop.mutateAsync({ params: { id: session.id } })}
      onClose={onClose}
    >
      {t('session.stopText')}
    </ConfirmDialog>
  )
}
