import { Progress } from 'antd'
import { formatCount, formatShare } from '../../lib/format/quantity.ts'
import { formatDuration } from '../../lib/format/time.ts'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import { ReasonedButton } from '../actions/reasoned-button.tsx'
import styles from './figures.module.css'
import { StatusTag, type StatusTone } from './status-tag.tsx'

export type Job = {
  state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'
  doneCount: number
  /** Unknown until the work has been counted. */
  totalCount: number | undefined
  failedCount?: number
  startedAt: string
  finishedAt?: string | null
}

const TONES: Record<Job['state'], StatusTone> = {
  waiting: 'note',
  running: 'busy',
  done: 'ok',
  failed: 'bad',
  cancelled: 'quiet',
}

const BAR_STATES = { done: 'success', failed: 'exception' } as const

type JobProgressProps = {
  job: Job
  onCancel?: () => void
  cancelReason?: string
}

/** How far a long work is: the share done, the rate, the time that remains, and a way to stop it. */
export function JobProgress({ job, onCancel, cancelReason }: JobProgressProps) {
  const t = useTexts('ui')
  const share = job.totalCount ? job.doneCount / job.totalCount : job.state === 'done' ? 1 : 0
  const isActive = job.state === 'running' || job.state === 'waiting'
  return (
    <section className={styles.job}>
      <header className={styles.jobHeader}>
        <StatusTag tone={TONES[job.state]} label={t(`job.state.${stateOf(job)}`)} />
        <JobFigures job={job} share={share} />
        {isActive && onCancel && (
          <ReasonedButton size="small" onClick={onCancel} reason={cancelReason}>
            {t('job.cancel')}
          </ReasonedButton>
        )}
      </header>
      <Progress
        percent={Math.floor(share * 100)}
        status={job.state === 'done' || job.state === 'failed' ? BAR_STATES[job.state] : 'normal'}
        showInfo={false}
        aria-label={t('job.progress')}
      />
    </section>
  )
}

/** What went to its end, though not everything in it succeeded, was not broken off. */
function stateOf({ state, doneCount, totalCount }: Job): string {
  return state === 'failed' && doneCount === totalCount ? 'troubled' : state
}

function JobFigures({ job, share }: { job: Job; share: number }) {
  const t = useTexts('ui')
  const [language] = useLanguage()
  const seconds = secondsOf(job)
  const rate = seconds > 0 ? job.doneCount / seconds : 0
  const figures = [
    job.totalCount === undefined
      ? formatCount(job.doneCount, language)
      : t('job.of', {
          done: formatCount(job.doneCount, language),
          total: formatCount(job.totalCount, language),
          share: formatShare(share, language),
        }),
    rate > 0 && t('job.rate', { rate: formatCount(Math.max(1, Math.round(rate)), language) }),
    job.state === 'running' && rate > 0 && job.totalCount !== undefined
      ? t('job.remains', {
          time: formatDuration((job.totalCount - job.doneCount) / rate, language),
        })
      : t('job.took', { time: formatDuration(seconds, language) }),
    job.failedCount ? t('job.failed', { count: job.failedCount }) : undefined,
  ]
  return <span className={styles.jobFigures}>{figures.filter(Boolean).join(' · ')}</span>
}

function secondsOf({ startedAt, finishedAt }: Job): number {
  const end = finishedAt ? Temporal.Instant.from(finishedAt) : Temporal.Now.instant()
  return (end.epochMilliseconds - Temporal.Instant.from(startedAt).epochMilliseconds) / 1000
}
