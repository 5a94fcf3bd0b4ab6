import { readToday } from '@altyn/contract/reports'
import { CreditCardOutlined, LockOutlined } from '@ant-design/icons'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import { useToday } from '../../lib/operator.ts'
import { paths } from '../../lib/path-builder.ts'
import { usePermissions } from '../../lib/permissions.ts'
import { useCall } from '../../lib/use-call.ts'
import type { Action } from '../../ui/actions/action-bar.tsx'
import { EmptyState } from '../../ui/feedback/empty-state.tsx'
import { ErrorState } from '../../ui/feedback/error-state.tsx'
import { PageHeader } from '../../ui/pages/page-header.tsx'
import { DaysChart } from './days-chart.tsx'
import { FirstSteps } from './first-steps.tsx'
import { LastRunBox } from './last-run-box.tsx'
import { MoneyOfToday } from './money-of-today.tsx'
import { RejectionsBox } from './rejections-box.tsx'
import styles from './reports.module.css'
import { TodayTiles } from './today-tiles.tsx'

const LOOK_AGAIN_MILLISECONDS = 30_000

/** The start page: how the house stands today, and what needs a person. */
export function TodayView() {
  const t = useTexts('reports')
  const can = usePermissions()
  return (
    <div className={styles.page}>
      <PageHeader title={t('title')} aside={<DayInWords />} actions={useActions()} />
      {can('reports.read') ? (
        <Figures />
      ) : (
        <EmptyState icon={<LockOutlined />} title={t('closed.title')} text={t('closed.text')} />
      )}
    </div>
  )
}

function Figures() {
  const can = usePermissions()
  const answer = useCall(readToday, undefined, { everyMilliseconds: LOOK_AGAIN_MILLISECONDS })
  const today = answer.data
  if (answer.error && !today) {
    return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
  }
  return (
    <>
      {today && <FirstSteps steps={today.firstSteps} />}
      <TodayTiles today={today} />
      <div className={styles.columns}>
        <div className={styles.wide}>
          <MoneyOfToday today={today} />
          <DaysChart today={today} />
        </div>
        <div className={styles.side}>
          {can('charging.read') && <LastRunBox />}
          <RejectionsBox rejections={today?.rejections} />
        </div>
      </div>
    </>
  )
}

function DayInWords() {
  const [language] = useLanguage()
  const day = Temporal.PlainDate.from(useToday())
  const locale = language === 'ru' ? 'ru-RU' : 'en-GB'
  const words = day.toLocaleString(locale, { weekday: 'long', day: 'numeric', month: 'long' })
  return <span className={styles.dayWords}>{words}</span>
}

function useActions(): Action[] {
  const t = useTexts('reports')
  const can = usePermissions()
  if (!can('payments.accept')) return []
  return [
    {
      key: 'accept',
      label: t('accept'),
      icon: <CreditCardOutlined />,
      isPrimary: true,
      path: paths.payments({ panel: 'accept' }),
    },
  ]
}
