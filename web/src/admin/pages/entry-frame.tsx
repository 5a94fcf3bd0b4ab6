import type { ReactNode } from 'react'
import { LANGUAGE_NAMES } from '../../i18n/measures.ts'
import { LANGUAGES, useLanguage } from '../../lib/i18n.ts'
import { BrandMark } from '../brand-mark.tsx'
import styles from './entry.module.css'

/** The frame of the pages before the interface: the sign, one box, the language. */
export function EntryFrame({ title, children }: { title: string; children: ReactNode }) {
  const [language, change] = useLanguage()
  return (
    <main className={styles.entry}>
      <title>{`${title} · Altyn`}</title>
      <div className={styles.box}>
        <BrandMark size={40} />
        <h1>{title}</h1>
        {children}
      </div>
      <div className={styles.languages}>
        {LANGUAGES.map((one) => (
          <button
            key={one}
            type="button"
            lang={one}
            aria-pressed={one === language}
            onClick={() => void change(one)}
          >
            {LANGUAGE_NAMES[one]}
          </button>
        ))}
      </div>
    </main>
  )
}
