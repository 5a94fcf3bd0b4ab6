import { formatAmount, parseAmount } from '@altyn/money'
import { formatMoney, isZero, type MoneyValue } from '../../lib/format/money.ts'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import { useToday } from '../../lib/operator.ts'
import { paths } from '../../lib/path-builder.ts'
import { usePermissions } from '../../lib/permissions.ts'
import { GoLink } from '../../ui/actions/go-link.tsx'
import { Skeleton } from '../../ui/feedback/skeleton.tsx'
import { Money } from '../../ui/pieces/money.tsx'
import styles from './reports.module.css'
import type { TodayAnswer } from './today-answer.ts'

/** What came in and what was charged today, beside a usual day. */
export function MoneyOfToday({ today }: { today: TodayAnswer | undefined }) {
  const t = useTexts('reports')
  const can = usePermissions()
  const day = useToday()
  const payments = today?.paymentsToday
  return (
    <div className={styles.moneyPair}>
      <MoneyBox
        title={t('money.payments')}
        value={payments?.sum}
        usual={today && usualOf(today, 'payments')}
        note={payments && t('money.count', { count: payments.count })}
        link={
          can('payments.read')
            ? { to: paths.payments({ from: day, until: day }), text: t('money.allPayments') }
            : undefined
        }
      />
      <MoneyBox
        title={t('money.charges')}
        value={today?.chargesToday}
        usual={today && usualOf(today, 'charges')}
        note={t('money.chargesNote')}
        link={can('charging.read') ? { to: paths.runs(), text: t('money.allRuns') } : undefined}
      />
    </div>
  )
}

type MoneyBoxProps = {
  title: string
  value: MoneyValue | undefined
  usual: MoneyValue | undefined
  note: string | undefined
  link: { to: string; text: string } | undefined
}

function MoneyBox({ title, value, usual, note, link }: MoneyBoxProps) {
  const t = useTexts('reports')
  const [language] = useLanguage()
  return (
    <section className={styles.moneyBox}>
      <header className={styles.boxHead}>
        <h2>{title}</h2>
        {link && <GoLink to={link.to}>{link.text}</GoLink>}
      </header>
      <div className={styles.bigSum}>
        {value ? <Money value={value} isPlain /> : <Skeleton width={160} height={30} />}
      </div>
      <div className={styles.boxNote}>
        {[
          note,
          usual && !isZero(usual.amount) && t('money.usual', { sum: formatMoney(usual, language) }),
        ]
          .filter(Boolean)
          .join(' · ') || '\u00a0'}
      </div>
    </section>
  )
}

/** The mean of the days before today; of a house younger than that, of the days since its first money. */
function usualOf({ days, debtTotal }: TodayAnswer, key: 'payments' | 'charges'): MoneyValue {
  const before = days.slice(0, -1).map((one) => parseAmount(one[key].amount))
  const first = before.findIndex((amount) => amount !== 0n)
  const lived = first < 0 ? [] : before.slice(first)
  const sum = lived.reduce((total, amount) => total + amount, 0n)
  // Roubles are enough to compare by.
  const mean = lived.length > 0 ? (sum / BigInt(lived.length) / 100n) * 100n : 0n
  return { amount: formatAmount(mean), currency: debtTotal.currency }
}
