import type { ReactNode } from 'react'
import { formatDay } from '../../lib/format/time.ts'
import { findText, useLanguage, useTexts } from '../../lib/i18n.ts'
import { type Fact, Facts } from '../../ui/pieces/facts.tsx'
import styles from './staff.module.css'

const HIDDEN = new Set(['refused'])
const MASK = '***'

/** What was sent with a deed, field by field; secrets were masked before they were written down. */
export function AuditDetails({ details }: { details: Readonly<Record<string, unknown>> }) {
  const t = useTexts('staff')
  const facts = factsOf(details)
  if (facts.length === 0) return <p className={styles.quiet}>{t('audit.noDetails')}</p>
  return <Facts title={t('audit.details')} facts={facts} />
}

function factsOf(details: Readonly<Record<string, unknown>>): Fact[] {
  return Object.entries(details)
    .filter(([name, value]) => !HIDDEN.has(name) && !isEmpty(value))
    .map(([name, value]) => ({
      key: name,
      label: findText('staff', `detailFields.${name}`) ?? name,
      value: <DetailValue value={value} />,
    }))
}

function DetailValue({ value }: { value: unknown }): ReactNode {
  const t = useTexts('staff')
  const [language] = useLanguage()
  if (value === MASK) return <span className={styles.quiet}>{t('audit.masked')}</span>
  if (typeof value === 'boolean') return t(value ? 'audit.yes' : 'audit.no')
  if (Array.isArray(value)) return <DetailItems items={value} />
  if (typeof value === 'object' && value !== null) {
    return (
      <span className={styles.nested}>
        {factsOf(value as Record<string, unknown>).map((fact) => (
          <span key={fact.key}>
            <span className={styles.quiet}>{fact.label}:</span> {fact.value}
          </span>
        ))}
      </span>
    )
  }
  const text = String(value)
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return formatDay(text, language)
  return findText('staff', `permissions.${text}`) ?? findText('staff', `values.${text}`) ?? text
}

function DetailItems({ items }: { items: readonly unknown[] }) {
  return (
    <span className={styles.nested}>
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what was written down never moves.
        <span key={index}>
          <DetailValue value={item} />
        </span>
      ))}
    </span>
  )
}

function isEmpty(value: unknown): boolean {
  if (value === '' || value === null || value === undefined) return true
  if (Array.isArray(value)) return value.length === 0
  return typeof value === 'object' && Object.values(value).every(isEmpty)
}
