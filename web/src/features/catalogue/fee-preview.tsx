import { termsForm } from '@altyn/contract/catalogue/terms'
import { type PreviewedMonth, previewTerms } from '@altyn/contract/charging/preview'
import { useDeferredValue } from 'react'
import { formatMoney } from '../../lib/format/money.ts'
import { formatDay, formatPeriod } from '../../lib/format/time.ts'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import { useCall } from '../../lib/use-call.ts'
import { Skeleton } from '../../ui/feedback/skeleton.tsx'
import { Money } from '../../ui/pieces/money.tsx'
import styles from './catalogue.module.css'
import type { TermsDraft } from './terms.ts'

/** In the middle of a month an example shows both the part and the whole. */
const EXAMPLE_DAY = 17

type FeePreviewProps = { terms: TermsDraft; from: string }

/** What somebody connected on the 17th pays, counted by the very rules by which it will be charged. */
export function FeePreview({ terms, from }: FeePreviewProps) {
  const t = useTexts('catalogue')
  const [language] = useLanguage()
  const typed = useDeferredValue(terms)
  const parsed = termsForm.safeParse(typed)
  const connectedOn = exampleDay(from)
  const isWhole = parsed.success && connectedOn !== undefined
  const { data } = useCall(
    previewTerms,
    { body: { terms: typed, connectedOn: connectedOn ?? '', months: 3 } },
    { isEnabled: isWhole },
  )
  if (!connectedOn) return null
  return (
    <section className={styles.preview} aria-live="polite">
      <h3>{t('preview.title', { day: formatDay(connectedOn, language) })}</h3>
      {data ? (
        <Months months={data.months} />
      ) : isWhole ? (
        <Skeleton height={84} />
      ) : (
        <p className={styles.quiet}>{t('preview.waiting')}</p>
      )}
    </section>
  )
}

function Months({ months }: { months: readonly PreviewedMonth[] }) {
  const t = useTexts('catalogue')
  const [language] = useLanguage()
  if (months.length === 0) return <p className={styles.quiet}>{t('preview.free')}</p>
  return (
    <table>
      <tbody>
        {months.map((month) => (
          <tr key={month.from}>
            <td>{formatPeriod(month.from, month.until, language)}</td>
            <td className={styles.quiet}>{whenText(month)}</td>
            <td>
              <Money value={month.amount} isPlain isStrong />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )

  function whenText({ chargedOn, chargesCount, amount }: PreviewedMonth): string {
    if (chargesCount === 1) return t('preview.once', { day: formatDay(chargedOn, language) })
    const part = { ...amount, amount: (Number(amount.amount) / chargesCount).toFixed(2) }
    return t('preview.byDays', { count: chargesCount, sum: formatMoney(part, language) })
  }
}

/** The 17th of the first month in which the terms hold on that day. */
function exampleDay(from: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(from)) return undefined
  const first = Temporal.PlainDate.from(from)
  const inMonth = first.with({ day: EXAMPLE_DAY })
  const day = Temporal.PlainDate.compare(inMonth, first) < 0 ? inMonth.add({ months: 1 }) : inMonth
  return day.toString()
}
