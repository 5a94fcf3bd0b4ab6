import { listRuns, type Run } from '@altyn/contract/charging'
import { useTexts } from '../../lib/i18n.ts'
import { paths } from '../../lib/path-builder.ts'
import { useCall } from '../../lib/use-call.ts'
import { GoLink } from '../../ui/actions/go-link.tsx'
import { SkeletonLines } from '../../ui/feedback/skeleton.tsx'
import { Instant } from '../../ui/pieces/moment.tsx'
import { Money } from '../../ui/pieces/money.tsx'
import { StatusTag } from '../../ui/pieces/status-tag.tsx'
import styles from './reports.module.css'

/** When the fees were charged last, and whether all went well. */
export function LastRunBox() {
  const t = useTexts('reports')
  const { data } = useCall(listRuns)
  const last = data?.items[0]
  return (
    <section className={styles.box}>
      <header className={styles.boxHead}>
        <h2>{t('run.title')}</h2>
        <GoLink to={last ? paths.runs({ run: last.id }) : paths.runs()}>{t('run.open')}</GoLink>
      </header>
      {!data && <SkeletonLines count={2} />}
      {data && !last && <p className={styles.calm}>{t('run.none')}</p>}
      {last && <RunLines run={last} />}
    </section>
  )
}

function RunLines({ run }: { run: Run }) {
  const t = useTexts('reports')
  return (
    <>
      <div className={styles.runLine}>
        <RunTag run={run} />
        <Instant value={run.startedAt} isRelative />
      </div>
      <p className={styles.boxNote}>
        {t('run.contracts', { count: run.contractsDone })} · <Money value={run.charged} isPlain />
      </p>
    </>
  )
}

function RunTag({ run: { state, failures } }: { run: Run }) {
  const t = useTexts('reports')
  if (failures.length > 0) {
    return <StatusTag tone="warn" label={t('run.failures', { count: failures.length })} />
  }
  const tone = { running: 'busy', done: 'ok', failed: 'bad', cancelled: 'quiet' } as const
  return <StatusTag tone={tone[state]} label={t(`run.state.${state}`)} />
}
