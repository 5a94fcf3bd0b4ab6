import {
  type AddressHistory,
  readAddressHistory,
  releaseLease,
} from '@altyn/contract/network/segments'
import { ArrowLeftOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTexts } from '../../../lib/i18n.ts'
import { paths } from '../../../lib/path-builder.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { useCall, useDeed } from '../../../lib/use-call.ts'
import { ConfirmDialog } from '../../../ui/actions/confirm-dialog.tsx'
import { GoLink } from '../../../ui/actions/go-link.tsx'
import { ReasonedButton } from '../../../ui/actions/reasoned-button.tsx'
import { ErrorState } from '../../../ui/feedback/error-state.tsx'
import { SkeletonLines } from '../../../ui/feedback/skeleton.tsx'
import { CopyText } from '../../../ui/pieces/copy-text.tsx'
import { type Fact, Facts } from '../../../ui/pieces/facts.tsx'
import { Instant } from '../../../ui/pieces/moment.tsx'
import styles from './segments.module.css'

type AddressHistoryBoxProps = { address: string; onBack: () => void }

/** One address: who has it now, and to whom it was fixed before. */
export function AddressHistoryBox({ address, onBack }: AddressHistoryBoxProps) {
  const t = useTexts('network')
  const found = useCall(readAddressHistory, { query: { address } })
  const history = found.isPlaceholderData ? undefined : found.data
  return (
    <div className={styles.stack}>
      <Button
        type="link"
        size="small"
        icon={<ArrowLeftOutlined />}
        className={styles.back}
        onClick={onBack}
      >
        {t('segments.back')}
      </Button>
      <h2 className={styles.addressTitle}>
        <CopyText text={address} isCode />
      </h2>
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {!history && !found.isError && <SkeletonLines count={4} />}
      {history && <PresentFacts history={history} />}
      {history && <FixedHistory fixed={history.fixed} />}
    </div>
  )
}

function PresentFacts({ history }: { history: AddressHistory }) {
  const t = useTexts('network')
  const { lease, sessions, reserved, isGateway } = history
  const present = history.fixed.find(({ until }) => until === null)
  const facts: Fact[] = sessions.map((session, place) => ({
    key: `session-${place}`,
    label: t('segments.states.live'),
    value: <Holder {...session} />,
  }))
  if (present) {
    facts.push({
      key: 'fixed',
      label: t('segments.states.fixed'),
      value: <Holder {...present} since={present.from} />,
    })
  }
  if (lease) {
    facts.push({ key: 'lease', label: t('segments.states.leased'), value: <Holder {...lease} /> })
  }
  if (reserved) {
    facts.push({
      key: 'reserved',
      label: t(`segments.states.${reserved.reason}`),
      value: [reserved.note, reserved.author].filter(Boolean).join(' · '),
    })
  }
  if (isGateway) {
    facts.push({ key: 'gateway', label: t('segments.gateway'), value: t('segments.neverGiven') })
  }
  return (
    <section className={styles.stack}>
      {facts.length === 0 ? (
        <p className={styles.quiet}>{t('segments.addressFree')}</p>
      ) : (
        <Facts title={t('segments.now')} facts={facts} />
      )}
      {lease && <ReleaseLease address={history.address} isLive={sessions.length > 0} />}
    </section>
  )
}

function Holder(props: {
  accountId: number | null
  subscriberId: number | null
  login: string
  guestStation?: string | null
  since: string
}) {
  const t = useTexts('network')
  const { accountId, subscriberId, login, guestStation, since } = props
  return (
    <span>
      {accountId !== null && subscriberId !== null ? (
        <GoLink to={paths.subscriber(subscriberId, { account: accountId })}>{login}</GoLink>
      ) : (
        login || (guestStation ? '' : t('segments.nobody'))
      )}{' '}
      {guestStation && `${t('segments.guest')} ${guestStation} `}
      <span className={styles.quiet}>
        {t('segments.sinceWord')} <Instant value={since} />
      </span>
    </span>
  )
}

/** Frees a pool address for somebody else. */
function ReleaseLease({ address, isLive }: { address: string; isLive: boolean }) {
  const t = useTexts('network')
  const can = usePermissions()
  const [isAsking, setAsking] = useState(false)
  const release = useDeed(releaseLease, {
    done: t('segments.leaseReleased', { address }),
    isFailureShownByCaller: true,
  })
  if (!can('network.change')) return null
  return (
    <div className={styles.buttons}>
      <ReasonedButton
        size="small"
        reason={isLive ? t('segments.leaseLive') : undefined}
        onClick={() => setAsking(true)}
      >
        {t('segments.releaseLease')}
      </ReasonedButton>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('segments.releaseLeaseTitle', { address })}
        confirmLabel={t('segments.releaseLease')}
        onConfirm={() => release.mutateAsync({ body: { address } })}
        onClose={() => setAsking(false)}
      >
        <p>{t('segments.releaseLeaseEffect')}</p>
      </ConfirmDialog>
    </div>
  )
}

function FixedHistory({ fixed }: { fixed: AddressHistory['fixed'] }) {
  const t = useTexts('network')
  return (
    <section className={styles.stack}>
      <h2 className={styles.heading}>{t('segments.fixedHistory')}</h2>
      {fixed.length === 0 && <p className={styles.quiet}>{t('segments.fixedNever')}</p>}
      <ul className={styles.ranges}>
        {fixed.map((row) => (
          <li key={`${row.accountId}-${row.from}`} className={styles.range}>
            <span className={styles.rangeWords}>
              <GoLink to={paths.subscriber(row.subscriberId, { account: row.accountId })}>
                {row.login}
              </GoLink>
              <span>
                <Instant value={row.from} /> –{' '}
                {row.until ? <Instant value={row.until} /> : t('segments.untilNow')}
              </span>
              <small>{row.author}</small>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
