import { startRun } from '@altyn/contract/charging'
import { formatDay } from '../../lib/format/time.ts'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import { useToday } from '../../lib/operator.ts'
import { useUrlState } from '../../lib/url-state.ts'
import { useDeed } from '../../lib/use-call.ts'
import { ConfirmDialog } from '../../ui/actions/confirm-dialog.tsx'

/** A run charges contracts, and what they can no longer pay for is closed. */
export const TOUCHED_BY_RUNS = ['/api/ledger', '/api/blocking', '/api/accounts', '/api/subscribers']

/** Says what a run does before it is started; afterwards the run is opened. */
export function StartDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const t = useTexts('charging')
  const [language] = useLanguage()
  const today = useToday()
  const [, change] = useUrlState()
  const start = useDeed(startRun, { refresh: TOUCHED_BY_RUNS, isFailureShownByCaller: true })
  const run = async () => {
    const { id } = await start.mutateAsync({})
    change({ panel: undefined, run: String(id) })
  }
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={t('start.title', { day: formatDay(today, language) })}
      confirmLabel={t('start.submit')}
      onConfirm={run}
      onClose={onClose}
    >
      <p>{t('start.text')}</p>
      <p>{t('start.safe')}</p>
    </ConfirmDialog>
  )
}
