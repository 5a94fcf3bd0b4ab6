import { cancelRun, type Run, readRun } from '@altyn/contract/charging'
import { useState } from 'react'
import { useTexts } from '../../lib/i18n.ts'
import { usePermissions } from '../../lib/permissions.ts'
import { useCall, useDeed } from '../../lib/use-call.ts'
import { ConfirmDialog } from '../../ui/actions/confirm-dialog.tsx'
import { type Job, JobProgress } from '../../ui/pieces/job-progress.tsx'
import { TOUCHED_BY_RUNS } from './start-dialog.tsx'

const LOOK_AGAIN_MILLISECONDS = 1000

/** How far a run is, seen anew each second while it goes on, and a way to stop it. */
export function RunProgress({ run: given }: { run: Run }) {
  const t = useTexts('charging')
  const can = usePermissions()
  const [isAsking, setAsking] = useState(false)
  const isGoing = given.state === 'running'
  const answer = useCall(
    readRun,
    { params: { id: given.id } },
    { isEnabled: isGoing, everyMilliseconds: isGoing && LOOK_AGAIN_MILLISECONDS },
  )
  const cancel = useDeed(cancelRun, {
    refresh: TOUCHED_BY_RUNS,
    isFailureShownByCaller: true,
    done: t('cancel.done'),
  })
  const run = isGoing && answer.data?.id === given.id ? answer.data : given
  return (
    <>
      <JobProgress
        job={toJob(run)}
        onCancel={can('charging.run') ? () => setAsking(true) : undefined}
      />
      <ConfirmDialog
        isOpen={isAsking}
        title={t('cancel.title')}
        confirmLabel={t('cancel.submit')}
        cancelLabel={t('cancel.goOn')}
        isDanger
        onConfirm={() => cancel.mutateAsync({ params: { id: run.id } })}
        onClose={() => setAsking(false)}
      >
        <p>{t('cancel.text')}</p>
      </ConfirmDialog>
    </>
  )
}

function toJob(run: Run): Job {
  return {
    state: run.state,
    doneCount: run.contractsDone,
    totalCount: run.contractsTotal,
    failedCount: run.failures.length,
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
  }
}
