import type { TariffVersion, tariffCard } from '@altyn/contract/catalogue'
import type { z } from 'zod'
import { useTexts } from '../../lib/i18n.ts'
import { useToday } from '../../lib/operator.ts'
import { Instant, Period } from '../../ui/pieces/moment.tsx'
import { StatusTag } from '../../ui/pieces/status-tag.tsx'
import styles from './catalogue.module.css'
import { TERM_KEYS, useTermWords } from './term-words.ts'
import { toDraft } from './terms.ts'
import { TermsDifference } from './terms-difference.tsx'

/** All versions, the newest first, each told by what it changed in the one before it. */
export function VersionList({ tariff }: { tariff: z.output<typeof tariffCard> }) {
  const { versions, currency } = tariff
  const ordered = versions.toSorted((one, other) => other.number - one.number)
  return (
    <ol className={styles.versions}>
      {ordered.map((version, index) => (
        <VersionLine
          key={version.number}
          version={version}
          before={ordered[index + 1]}
          currency={currency}
        />
      ))}
    </ol>
  )
}

type VersionLineProps = {
  version: TariffVersion
  before: TariffVersion | undefined
  currency: string
}

function VersionLine({ version, before, currency }: VersionLineProps) {
  const t = useTexts('catalogue')
  const { number, from, until, publishedAt, publishedBy } = version
  return (
    <li className={styles.version}>
      <header className={styles.versionHead}>
        <h2>{t('version.title', { number })}</h2>
        <Period from={from} until={until} />
        <VersionState version={version} />
      </header>
      {before ? (
        <TermsDifference before={toDraft(before)} after={toDraft(version)} currency={currency} />
      ) : (
        <FirstTerms version={version} currency={currency} />
      )}
      <p className={styles.quiet}>
        {t('version.published', { who: publishedBy })} <Instant value={publishedAt} />
      </p>
    </li>
  )
}

function VersionState({ version: { from, until } }: { version: TariffVersion }) {
  const t = useTexts('catalogue')
  const today = useToday()
  if (from > today) return <StatusTag tone="note" label={t('version.planned')} />
  if (until !== null && until <= today) return <StatusTag tone="quiet" label={t('version.past')} />
  return <StatusTag tone="ok" label={t('version.current')} />
}

function FirstTerms({ version, currency }: { version: TariffVersion; currency: string }) {
  const t = useTexts('catalogue')
  const words = useTermWords()(toDraft(version), currency)
  return (
    <dl className={styles.difference}>
      {TERM_KEYS.map((key) => (
        <div key={key}>
          <dt>{t(`term.${key}`)}</dt>
          <dd>{words[key]}</dd>
        </div>
      ))}
    </dl>
  )
}
