import type { tariffCard } from '@altyn/contract/catalogue'
import { CalendarOutlined } from '@ant-design/icons'
import type { z } from 'zod'
import { formatDay } from '../../lib/format/time.ts'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import { useToday } from '../../lib/operator.ts'
import { EmptyState } from '../../ui/feedback/empty-state.tsx'
import styles from './catalogue.module.css'
import { FeePreview } from './fee-preview.tsx'
import { USUAL_TERMS, useTermWords } from './term-words.ts'
import { type TermsDraft, toDraft } from './terms.ts'
import { TermsDifference } from './terms-difference.tsx'

type Card = z.output<typeof tariffCard>

/** What the tariff costs and gives today, each term explained, and what will change in it. */
export function TermsView({ tariff }: { tariff: Card }) {
  const t = useTexts('catalogue')
  const words = useTermWords()
  const today = useToday()
  const { current, currency } = tariff
  if (!current) {
    return (
      <>
        <EmptyState
          icon={<CalendarOutlined />}
          title={t('notBegun.title')}
          text={t('notBegun.text')}
        />
        <Planned tariff={tariff} />
      </>
    )
  }
  const terms = toDraft(current)
  const shown = words(terms, currency)
  return (
    <div className={styles.terms}>
      <Planned tariff={tariff} />
      <div className={styles.headline}>
        <Figure label={t('term.fee')} value={shown.fee} />
        <Figure label={t('term.speedDown')} value={shown.speedDown} />
        <Figure label={t('term.speedUp')} value={shown.speedUp} />
      </div>
      <FeePreview terms={terms} from={exampleFrom(current.from, today)} />
      <Explained
        label={t('term.feeCharged')}
        title={shown.feeCharged}
        text={t(`feeCharged.${terms.feeCharged}.note`)}
      />
      <Explained
        label={t('term.blockPolicy')}
        title={shown.blockPolicy}
        text={t(`blockPolicy.${terms.blockPolicy}.note`)}
      />
      <Further terms={terms} currency={currency} />
    </div>
  )
}

/** What is not as in a plain tariff. */
function Further({ terms, currency }: { terms: TermsDraft; currency: string }) {
  return (
    <TermsDifference
      before={{ ...terms, ...USUAL_TERMS }}
      after={terms}
      currency={currency}
      isQuiet
    />
  )
}

/** This month, as far as these terms hold in it: later months may have others. */
function exampleFrom(from: string, today: string): string {
  const monthStart = `${today.slice(0, 7)}-01`
  return from > monthStart ? from : monthStart
}

function Figure({ label, value }: { label: string; value: string }) {
  return (
    <div className={styles.figure}>
      <span>{label}</span>
      <strong>{value}</strong>
    </div>
  )
}

function Explained({ label, title, text }: { label: string; title: string; text: string }) {
  return (
    <section className={styles.explained}>
      <h2>{label}</h2>
      <div>
        <strong>{title}</strong>
        <p>{text}</p>
      </div>
    </section>
  )
}

/** Versions that are published but have not begun. */
function Planned({ tariff }: { tariff: Card }) {
  const t = useTexts('catalogue')
  const [language] = useLanguage()
  const today = useToday()
  const { versions, currency } = tariff
  const planned = versions.filter(({ from }) => from > today)
  return planned.map((version) => {
    const before = versions.find(({ number }) => number === version.number - 1)
    return (
      <section key={version.number} className={styles.effect}>
        <h2>{t('publish.effect', { day: formatDay(version.from, language) })}</h2>
        {before && (
          <TermsDifference before={toDraft(before)} after={toDraft(version)} currency={currency} />
        )}
      </section>
    )
  })
}
