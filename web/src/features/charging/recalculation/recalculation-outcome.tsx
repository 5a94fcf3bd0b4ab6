import {
  listRunDifferences,
  type Run,
  type RunDifference,
  readRunTotals,
  startRecalculation,
} from '@altyn/contract/charging'
import { readContract } from '@altyn/contract/subscribers'
import { Button } from 'antd'
import { useState } from 'react'
import { formatMoney } from '../../../lib/format/money.ts'
import { formatCount } from '../../../lib/format/quantity.ts'
import { formatDay } from '../../../lib/format/time.ts'
import { useLanguage, useTexts } from '../../../lib/i18n.ts'
import { paths } from '../../../lib/path-builder.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { useUrlState } from '../../../lib/url-state.ts'
import { useCall, useDeed } from '../../../lib/use-call.ts'
import { useList } from '../../../lib/use-list.ts'
import { ConfirmDialog } from '../../../ui/actions/confirm-dialog.tsx'
import { GoLink } from '../../../ui/actions/go-link.tsx'
import { StatTiles } from '../../../ui/pieces/stat-tiles.tsx'
import styles from '../charging.module.css'
import { TOUCHED_BY_RUNS } from '../start-dialog.tsx'
import { useMonthsText } from './recalculations-list.tsx'

/** What a recalculation has changed, or would change: the sums, each line, and the way to post it. */
export function RecalculationOutcome({ run }: { run: Run }) {
  const t = useTexts('charging')
  const [language] = useLanguage()
  const can = usePermissions()
  const [isAsking, setAsking] = useState(false)
  const isOver = run.state !== 'running'
  const totals = useCall(readRunTotals, { params: { id: run.id } }, { isEnabled: isOver })
  if (!isOver) return null
  const { data } = totals
  const isNothing = data?.dearerCount === 0 && data.cheaperCount === 0
  const mayPost = run.kind === 'preview' && run.state === 'done' && !isNothing
  return (
    <>
      <StatTiles
        stats={[
          {
            key: 'dearer',
            label: t('recalculation.dearer'),
            value: data && formatMoney(data.dearer, language),
            note: data && t('recalculation.lines', { count: data.dearerCount }),
          },
          {
            key: 'cheaper',
            label: t('recalculation.cheaper'),
            value: data && formatMoney(data.cheaper, language),
            note: data && t('recalculation.lines', { count: data.cheaperCount }),
          },
          {
            key: 'contracts',
            label: t('contracts'),
            value: data && formatCount(data.contractsCount, language),
          },
        ]}
      />
      {isNothing ? (
        <p className={styles.quiet}>{t('recalculation.nothing')}</p>
      ) : (
        <Differences runId={run.id} />
      )}
      {mayPost && can('charging.recalculate') && (
        <Button type="primary" onClick={() => setAsking(true)}>
          {t('recalculation.post')}
        </Button>
      )}
      {isAsking && <PostDialog run={run} onClose={() => setAsking(false)} />}
    </>
  )
}

function Differences({ runId }: { runId: number }) {
  const t = useTexts('charging')
  const list = useList(listRunDifferences, {}, { params: { id: runId } })
  return (
    <section className={styles.failures}>
      <h2>{t('recalculation.differences')}</h2>
      <ul>
        {list.rows.map((row) => (
          <Difference key={`${row.accountId} ${row.component} ${row.from}`} row={row} />
        ))}
      </ul>
      {list.hasMore && (
        <Button onClick={list.loadMore} loading={list.isLoadingMore}>
          {t('recalculation.more')}
        </Button>
      )}
    </section>
  )
}

function Difference({ row }: { row: RunDifference }) {
  const t = useTexts('charging')
  const [language] = useLanguage()
  const can = usePermissions()
  const { data } = useCall(
    readContract,
    { params: { id: row.contractId } },
    { isEnabled: can('subscribers.read') },
  )
  const number = data?.number ?? `#${row.contractId}`
  return (
    <li>
      <span className={styles.pair}>
        {data ? (
          <GoLink to={paths.subscriber(data.subscriberId, { contract: row.contractId })}>
            {t('panel.contract', { number })}
          </GoLink>
        ) : (
          <span>{t('panel.contract', { number })}</span>
        )}
        <strong className={styles.sums}>
          {formatMoney(row.before, language)} → {formatMoney(row.after, language)}
        </strong>
      </span>
      <span className={styles.message}>
        {row.title} · {formatDay(row.from, language)}
      </span>
    </li>
  )
}

function PostDialog({ run, onClose }: { run: Run; onClose: () => void }) {
  const t = useTexts('charging')
  const monthsText = useMonthsText()
  const [, change] = useUrlState()
  const start = useDeed(startRecalculation, {
    refresh: TOUCHED_BY_RUNS,
    isFailureShownByCaller: true,
  })
  const { firstMonth, lastMonth, scope, reason } = run
  const post = async () => {
    const { id } = await start.mutateAsync({
      body: { from: firstMonth ?? '', until: lastMonth ?? '', scope, isPreview: false, reason },
    })
    change({ run: String(id) })
  }
  return (
    <ConfirmDialog
      isOpen
      title={t('recalculation.postTitle', { months: monthsText(run) })}
      confirmLabel={t('recalculation.post')}
      onConfirm={post}
      onClose={onClose}
    >
      <p>{t('recalculation.postText')}</p>
    </ConfirmDialog>
  )
}
