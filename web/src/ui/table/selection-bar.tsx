import { CloseOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTexts } from '../../lib/i18n.ts'
import { ReasonedButton } from '../actions/reasoned-button.tsx'
import styles from './list-tools.module.css'

/** A deed over several rows at once. */
export type MassAction<Row> = {
  key: string
  label: string
  icon?: ReactNode
  isDanger?: boolean
  /** Why these rows cannot be treated together; nothing when they can. */
  reason?: (rows: readonly Row[]) => string | undefined
  onRun: (rows: readonly Row[]) => void
}

type SelectionBarProps<Row> = {
  rows: readonly Row[]
  actions: readonly MassAction<Row>[]
  onClear: () => void
}

/** Floats over the list while rows are selected, and offers what can be done with all of them. */
export function SelectionBar<Row>({ rows, actions, onClear }: SelectionBarProps<Row>) {
  const t = useTexts('ui')
  if (rows.length === 0) return null
  return (
    <div className={styles.selection} role="toolbar" aria-label={t('selection.title')}>
      <span className={styles.selectionCount}>{t('selection.count', { count: rows.length })}</span>
      {actions.map(({ key, label, icon, isDanger, reason, onRun }) => (
        <ReasonedButton
          key={key}
          size="small"
          icon={icon}
          danger={isDanger}
          reason={reason?.(rows)}
          onClick={() => onRun(rows)}
        >
          {label}
        </ReasonedButton>
      ))}
      <Button
        size="small"
        type="text"
        icon={<CloseOutlined />}
        aria-label={t('selection.clear')}
        onClick={onClear}
      />
    </div>
  )
}
