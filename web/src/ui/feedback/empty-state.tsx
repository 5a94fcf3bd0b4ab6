import type { ReactNode } from 'react'
import { type Action, ActionBar } from '../actions/action-bar.tsx'
import styles from './feedback.module.css'

type EmptyStateProps = {
  icon?: ReactNode
  /** What belongs here: «Здесь появятся платежи». */
  title: string
  /** How it gets here. */
  text?: ReactNode
  /** The first step. */
  actions?: readonly Action[]
}

/** An empty place that is not a dead end: it says what belongs here and offers the first step. */
export function EmptyState({ icon, title, text, actions = [] }: EmptyStateProps) {
  return (
    <div className={styles.state}>
      {icon && (
        <span className={styles.stateIcon} aria-hidden>
          {icon}
        </span>
      )}
      <h2 className={styles.stateTitle}>{title}</h2>
      {text && <p className={styles.stateText}>{text}</p>}
      {actions.length > 0 && <ActionBar actions={actions} />}
    </div>
  )
}
