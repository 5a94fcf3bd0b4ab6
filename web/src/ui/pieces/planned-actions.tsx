import { CalendarOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { useTexts } from '../../lib/i18n.ts'
import { ReasonedButton } from '../actions/reasoned-button.tsx'
import { Day, Instant } from './moment.tsx'
import styles from './pieces.module.css'

export type PlannedAction = {
  key: string
  day: string
  /** The moment, when it is not the start of the day. */
  at?: string
  /** «Смена тарифа → Интернет 300». */
  text: ReactNode
  /** Absent for those who may not cancel it. */
  onCancel?: () => void
  cancelReason?: string
}

/** What will happen by itself, with a way to call it off. Nothing is shown when nothing is planned. */
export function PlannedActions({ actions }: { actions: readonly PlannedAction[] }) {
  const t = useTexts('ui')
  if (actions.length === 0) return null
  return (
    <section className={styles.planned} aria-label={t('planned.title')}>
      {actions.map(({ key, day, at, text, onCancel, cancelReason }) => (
        <div key={key} className={styles.plannedLine}>
          <CalendarOutlined aria-hidden />
          {at ? <Instant value={at} /> : <Day value={day} />}
          <span className={styles.plannedText}>{text}</span>
          {onCancel && (
            <ReasonedButton size="small" type="text" reason={cancelReason} onClick={onCancel}>
              {t('planned.cancel')}
            </ReasonedButton>
          )}
        </div>
      ))}
    </section>
  )
}
