import { listRuns, type Run } from '@altyn/contract/charging'
import { CalculatorOutlined } from '@ant-design/icons'
import { z } from 'zod'
import { formatMonth } from '../../../lib/format/time.ts'
import { useLanguage, useTexts } from '../../../lib/i18n.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { useUrlState } from '../../../lib/url-state.ts'
import { useCall } from '../../../lib/use-call.ts'
import { useItems } from '../../../lib/use-list.ts'
import type { Action } from '../../../ui/actions/action-bar.tsx'
import { ListPage } from '../../../ui/pages/list-page.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { useListView } from '../../../ui/table/use-list-view.ts'
import { useRunColumns } from '../run-columns.tsx'

const LOOK_AGAIN_MILLISECONDS = 3000
const QUERY = { query: { kind: 'recalculation' as const } }
const viewSchema = z.object({})

/** Recalculations of past months and the previews that came before them, the latest first. */
export function RecalculationsList({ onStart }: { onStart: () => void }) {
  const t = useTexts('charging')
  const can = usePermissions()
  const view = useListView('recalculations', viewSchema)
  const list = useItems(listRuns, QUERY)
  // The same question under the same key: it only makes the answer come anew by itself.
  useCall(listRuns, QUERY, { everyMilliseconds: LOOK_AGAIN_MILLISECONDS })
  const [, change] = useUrlState()
  const start: Action[] = can('charging.recalculate')
    ? [{ key: 'start', label: t('recalculation.action'), isPrimary: true, onRun: onStart }]
    : []
  return (
    <ListPage
      title={t('recalculation.title')}
      view={view}
      list={{ ...list, isRefreshing: false }}
      columns={useColumns()}
      rowKey={({ id }) => String(id)}
      onOpen={({ id }) => change({ run: String(id) }, { isNewStep: true })}
      actions={start}
      empty={{
        icon: <CalculatorOutlined />,
        title: t('recalculation.empty.title'),
        text: t('recalculation.empty.text'),
        actions: start,
      }}
      exportName={t('recalculation.file')}
    />
  )
}

function useColumns(): Column<Run>[] {
  const t = useTexts('charging')
  const monthsText = useMonthsText()
  const usual = useRunColumns().filter(({ key }) => key !== 'day')
  const own: Column<Run>[] = [
    {
      key: 'kind',
      title: t('recalculation.kind'),
      width: 130,
      cell: ({ kind }) => t(`recalculation.kinds.${kind}`),
      text: ({ kind }) => t(`recalculation.kinds.${kind}`),
    },
    {
      key: 'months',
      title: t('recalculation.months'),
      width: 230,
      cell: monthsText,
      text: monthsText,
    },
    {
      key: 'reason',
      title: t('recalculation.reason'),
      width: 200,
      cell: ({ reason }) => reason,
      text: ({ reason }) => reason,
    },
  ]
  return [...usual.slice(0, 2), ...own, ...usual.slice(2)]
}

/** «Апрель 2026 – июнь 2026». */
export function useMonthsText(): (run: Run) => string {
  const [language] = useLanguage()
  return ({ firstMonth, lastMonth }) => {
    if (!firstMonth || !lastMonth) return ''
    const first = formatMonth(firstMonth, language)
    return firstMonth === lastMonth ? first : `${first} – ${formatMonth(lastMonth, language)}`
  }
}
