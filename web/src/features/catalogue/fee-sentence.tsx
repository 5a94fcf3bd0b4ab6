import { formatMoney, isNegative, isZero, readAmount } from '../../lib/format/money.ts'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import styles from './catalogue.module.css'
import { type FeeExample, feeExample } from './fee-example.ts'
import type { TermsDraft } from './terms.ts'

const EXAMPLES = { 'in-advance': 'advance', 'at-end': 'atEnd', 'daily-parts': 'parts' } as const

type FeeSentenceProps = { terms: TermsDraft; from: string; currency: string }

/** The fee told by an example, with the very arithmetic by which it is charged. */
export function FeeSentence({ terms, from, currency }: FeeSentenceProps) {
  const t = useTexts('catalogue')
  const [language] = useLanguage()
  const fee = readAmount(terms.fee)
  if (fee === undefined || isNegative(fee) || from === '') return null
  if (isZero(fee)) return <p className={styles.sentence}>{t('example.free')}</p>
  const example = feeExample({ ...terms, fee }, from)
  const sum = (amount: string) => formatMoney({ amount, currency }, language)
  const values = {
    day: dayWords(example, language),
    month: example.day.toLocaleString(language, { month: 'long' }),
    sum: sum(example.firstMonth),
    whole: sum(example.wholeMonth),
    daily: sum(example.oneDay),
    left: example.daysLeft,
    all: example.daysInMonth,
  }
  const kind = EXAMPLES[terms.feeCharged]
  return (
    <p className={styles.sentence} aria-live="polite">
      <strong>{t(`example.${kind}`, values)}</strong>{' '}
      {t(terms.feePeriod === 'day' ? 'example.byDay' : `example.${kind}More`, values)}
    </p>
  )
}

function dayWords({ day }: FeeExample, language: string): string {
  const locale = language === 'ru' ? 'ru-RU' : 'en-GB'
  return day.toLocaleString(locale, { day: 'numeric', month: 'long' })
}
