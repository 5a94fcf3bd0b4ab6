import { LineChartOutlined } from '@ant-design/icons'
import { formatMoney, isZero } from '../../lib/format/money.ts'
import { formatDay } from '../../lib/format/time.ts'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import { Chart } from '../../ui/chart/chart.tsx'
import { EmptyState } from '../../ui/feedback/empty-state.tsx'
import styles from './reports.module.css'
import type { TodayAnswer } from './today-answer.ts'

const HEIGHT = 320

/** Money of the last thirty days; a house without any money yet says what will stand here. */
export function DaysChart({ today }: { today: TodayAnswer | undefined }) {
  const t = useTexts('reports')
  const [language] = useLanguage()
  const days = today?.days
  const isEmpty = days?.every(
    ({ payments, charges }) => isZero(payments.amount) && isZero(charges.amount),
  )
  if (isEmpty) {
    return (
      <section className={styles.emptyBox}>
        <EmptyState
          icon={<LineChartOutlined />}
          title={t('chart.empty')}
          text={t('chart.emptyText')}
        />
      </section>
    )
  }
  const currency = today?.debtTotal.currency ?? ''
  return (
    <Chart
      title={t('chart.title')}
      kind="bar"
      height={HEIGHT}
      markTitle={t('chart.day')}
      marks={(days ?? []).map(({ day }) => formatDay(day, language).slice(0, -5).trim())}
      series={
        days && [
          {
            key: 'payments',
            name: t('chart.payments'),
            values: days.map(({ payments }) => Number(payments.amount)),
          },
          {
            key: 'charges',
            name: t('chart.charges'),
            values: days.map(({ charges }) => Number(charges.amount)),
          },
        ]
      }
      format={(value) => formatMoney({ amount: value.toFixed(2), currency }, language)}
    />
  )
}
