import { type Run, readRun } from '@altyn/contract/charging'
import { readContract } from '@altyn/contract/subscribers'
import { Drawer } from 'antd'
import { formatCount } from '../../lib/format/quantity.ts'
import { formatInstant } from '../../lib/format/time.ts'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import { useZone } from '../../lib/operator.ts'
import { paths } from '../../lib/path-builder.ts'
import { usePermissions } from '../../lib/permissions.ts'
import { useUrlState } from '../../lib/url-state.ts'
import { useCall } from '../../lib/use-call.ts'
import { GoLink } from '../../ui/actions/go-link.tsx'
import { ErrorState } from '../../ui/feedback/error-state.tsx'
import { SkeletonLines } from '../../ui/feedback/skeleton.tsx'
import { Facts } from '../../ui/pieces/facts.tsx'
import { Day, Instant } from '../../ui/pieces/moment.tsx'
import { Money } from '../../ui/pieces/money.tsx'
import styles from './charging.module.css'
import { RecalculationOutcome } from './recalculation/recalculation-outcome.tsx'
import { RunProgress } from './run-progress.tsx'

const LOOK_AGAIN_MILLISECONDS = 1000
const FAILURES_SHOWN_MAX = 50

/** The run that the address names: how far it is, what it has charged, and whom it has left out. */
export function RunPanel() {
  const t = useTexts('charging')
  const [language] = useLanguage()
  const zone = useZone()
  const [{ run: text }, change] = useUrlState()
  const id = /^\d{1,9}$/.test(text ?? '') ? Number(text) : undefined
  const answer = useCall(
    readRun,
    { params: { id: id ?? 0 } },
    { isEnabled: id !== undefined, everyMilliseconds: LOOK_AGAIN_MILLISECONDS },
  )
  if (id === undefined) return null
  const run = answer.data?.id === id ? answer.data : undefined
  return (
    <Drawer
      open
      title={
        run
          ? t(`panel.title.${run.kind}`, { at: formatInstant(run.startedAt, zone, language) })
          : t('title')
      }
      size="min(480px, 100vw)"
      onClose={() => change({ run: undefined })}
    >
      {run ? (
        <RunContent run={run} />
      ) : answer.error ? (
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      ) : (
        <SkeletonLines count={6} />
      )}
    </Drawer>
  )
}

function RunContent({ run }: { run: Run }) {
  const t = useTexts('charging')
  const [language] = useLanguage()
  return (
    <div className={styles.panel}>
      <RunProgress run={run} />
      {run.kind !== 'recurring' && <RecalculationOutcome run={run} />}
      <Facts
        facts={[
          {
            key: 'charged',
            label: t('charged'),
            value: <Money value={run.charged} isPlain isStrong />,
          },
          {
            key: 'postings',
            label: t('postings'),
            value: formatCount(run.postingsCount, language),
          },
          { key: 'day', label: t('day'), value: <Day value={run.day} /> },
          { key: 'startedAt', label: t('startedAt'), value: <Instant value={run.startedAt} /> },
          { key: 'finishedAt', label: t('finishedAt'), value: <Instant value={run.finishedAt} /> },
          { key: 'startedBy', label: t('startedBy'), value: run.startedBy },
        ]}
      />
      {run.kind === 'recurring' && run.postingsCount === 0 && run.state === 'done' && (
        <p className={styles.quiet}>{t('panel.nothingDue')}</p>
      )}
      {run.failures.length > 0 && <Failures failures={run.failures} />}
    </div>
  )
}

function Failures({ failures }: { failures: Run['failures'] }) {
  const t = useTexts('charging')
  return (
    <section className={styles.failures}>
      <h2>{t('panel.failures', { count: failures.length })}</h2>
      <p className={styles.quiet}>{t('panel.failuresText')}</p>
      <ul>
        {failures.slice(0, FAILURES_SHOWN_MAX).map(({ contractId, message }) => (
          <li key={contractId}>
            <ContractLink id={contractId} />
            <span className={styles.message}>{message}</span>
          </li>
        ))}
      </ul>
      {failures.length > FAILURES_SHOWN_MAX && (
        <p className={styles.quiet}>
          {t('panel.moreFailures', { count: failures.length - FAILURES_SHOWN_MAX })}
        </p>
      )}
    </section>
  )
}

/** A failure names its contract by the inner number only; people know the printed one. */
function ContractLink({ id }: { id: number }) {
  const t = useTexts('charging')
  const can = usePermissions()
  const { data } = useCall(readContract, { params: { id } }, { isEnabled: can('subscribers.read') })
  if (!data) return <span>{t('panel.contract', { number: `#${id}` })}</span>
  return (
    <GoLink to={paths.subscriber(data.subscriberId, { contract: id })}>
      {t('panel.contract', { number: data.number })}
    </GoLink>
  )
}
