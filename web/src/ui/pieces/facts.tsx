import type { ReactNode } from 'react'
import styles from './pieces.module.css'

export type Fact = { key: string; label: string; value: ReactNode }

type FactsProps = { facts: readonly Fact[]; title?: string; action?: ReactNode }

/** Names and values, one under another; what is empty is left out by the caller, not shown as a dash. */
export function Facts({ facts, title, action }: FactsProps) {
  return (
    <section className={styles.factsBox}>
      {(title || action) && (
        <header className={styles.factsHeader}>
          {title && <h2>{title}</h2>}
          {action}
        </header>
      )}
      <dl className={styles.facts}>
        {facts.map(({ key, label, value }) => (
          <div key={key}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
