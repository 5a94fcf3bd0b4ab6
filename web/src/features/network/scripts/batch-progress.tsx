import { cancelScriptBatch, readScriptBatch } from '@altyn/contract/network/scripts'
import { useTexts } from '../../../lib/i18n.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { useCall, useDeed } from '../../../lib/use-call.ts'
import { JobProgress } from '../../../ui/pieces/job-progress.tsx'
import styles from './scripts.module.css'

const LOOK_AGAIN_MILLISECONDS = 1000

/** How far a mass run is. What has begun goes on to its end; the rest can be called off. */
export function BatchProgress({ id }: { id: number }) {
  const t = useTexts('scripts')
  const can = usePermissions()
  const answer = useCall(
    readScriptBatch,
    { params: { id } },
    { isEnabled: id > 0, everyMilliseconds: LOOK_AGAIN_MILLISECONDS },
  )
  const cancel = useDeed(cancelScriptBatch, { done: t('batch.cancelled') })
  const batch = answer.data?.id === id ? answer.data : undefined
  if (!batch) return null
  const { waitingCount, runningCount, doneCount, troubledCount, cancelledCount } = batch
  const isOver = waitingCount + runningCount === 0
  return (
    <div className={styles.batch}>
      <strong>{t('batch.title', { name: batch.scriptName })}</strong>
      <JobProgress
        job={{
          state: isOver ? (troubledCount > 0 ? 'failed' : 'done') : 'running',
          doneCount: doneCount + troubledCount + cancelledCount,
          totalCount: batch.runsCount,
          failedCount: troubledCount,
          startedAt: batch.askedAt,
          finishedAt: batch.finishedAt,
        }}
        onCancel={
          can('network.run-scripts') ? () => cancel.mutate({ params: { id: batch.id } }) : undefined
        }
        cancelReason={waitingCount === 0 ? t('batch.allBegun') : undefined}
      />
    </div>
  )
}
