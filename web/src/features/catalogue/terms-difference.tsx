import { useTexts } from '../../lib/i18n.ts'
import styles from './catalogue.module.css'
import { TERM_KEYS, useTermWords } from './term-words.ts'
import type { TermsDraft } from './terms.ts'

type TermsDifferenceProps = {
  before: TermsDraft
  after: TermsDraft
  currency: string
  /** Only what it is now, and nothing when all is the same. */
  isQuiet?: boolean
}

/** What one version changes in another: only the terms that differ, before → after. */
export function TermsDifference({ before, after, currency, isQuiet }: TermsDifferenceProps) {
  const t = useTexts('catalogue')
  const words = useTermWords()
  const [old, next] = [words(before, currency), words(after, currency)]
  const changed = TERM_KEYS.filter((key) => old[key] !== next[key])
  if (changed.length === 0 && isQuiet) return null
  if (changed.length === 0) return <p className={styles.quiet}>{t('difference.nothing')}</p>
  return (
    <dl className={styles.difference}>
      {changed.map((key) => (
        <div key={key}>
          <dt>{t(`term.${key}`)}</dt>
          <dd>
            {isQuiet ? (
              next[key]
            ) : (
              <>
                <del>{old[key]}</del> <span aria-hidden>→</span> <ins>{next[key]}</ins>
              </>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
