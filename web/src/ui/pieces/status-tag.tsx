import {
  CheckCircleFilled,
  ClockCircleFilled,
  CloseCircleFilled,
  ExclamationCircleFilled,
  MinusCircleFilled,
  SyncOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'
import styles from './pieces.module.css'

export type StatusTone = 'ok' | 'warn' | 'bad' | 'note' | 'quiet' | 'busy'

const ICONS: Record<StatusTone, ReactNode> = {
  ok: <CheckCircleFilled />,
  warn: <ExclamationCircleFilled />,
  bad: <CloseCircleFilled />,
  note: <ClockCircleFilled />,
  quiet: <MinusCircleFilled />,
  busy: <SyncOutlined spin />,
}

type StatusTagProps = {
  tone: StatusTone
  label: string
  /** Replaces the icon of the tone, when another one says more. */
  icon?: ReactNode
  /** Only the icon and the word, without a ground: for dense tables. */
  isBare?: boolean
}

/** A state as a colour, an icon and a word, so that it is read without seeing colours. */
export function StatusTag({ tone, label, icon, isBare }: StatusTagProps) {
  return (
    <span className={styles.status} data-tone={tone} data-bare={isBare}>
      <span className={styles.statusIcon} aria-hidden>
        {icon ?? ICONS[tone]}
      </span>
      {label}
    </span>
  )
}
