import {
  CheckCircleFilled,
  ExclamationCircleFilled,
  InfoCircleFilled,
  WarningFilled,
} from '@ant-design/icons'
import type { ReactNode } from 'react'
import styles from './feedback.module.css'

export type Tone = 'ok' | 'warn' | 'bad' | 'note' | 'quiet'

const ICONS: Record<Tone, ReactNode> = {
  ok: <CheckCircleFilled />,
  warn: <WarningFilled />,
  bad: <ExclamationCircleFilled />,
  note: <InfoCircleFilled />,
  quiet: <InfoCircleFilled />,
}

type AlertLineProps = { tone: Tone; title: ReactNode; advice?: ReactNode; action?: ReactNode }

/** One line that must not be overlooked: what is the matter, and what to do about it. */
export function AlertLine({ tone, title, advice, action }: AlertLineProps) {
  return (
    <div className={styles.alert} data-tone={tone} role={tone === 'bad' ? 'alert' : 'status'}>
      <span className={styles.alertIcon} aria-hidden>
        {ICONS[tone]}
      </span>
      <div className={styles.alertText}>
        <span>{title}</span>
        {advice && <span className={styles.alertAdvice}>{advice}</span>}
      </div>
      {action && <div className={styles.alertAction}>{action}</div>}
    </div>
  )
}
