import { formatMoney, isNegative, isZero, type MoneyValue } from '../../lib/format/money.ts'
import { useLanguage } from '../../lib/i18n.ts'
import styles from './pieces.module.css'

type MoneyProps = {
  value: MoneyValue | null | undefined
  /** A negative sum is a debt and is red; in a statement, where minus is usual, it is not. */
  isPlain?: boolean
  /** Shows `+` before an increase, where the direction is what matters. */
  isSigned?: boolean
  isStrong?: boolean
}

/** A sum of money in tabular figures that line up to the right: `1 234,50 ₽`. */
export function Money({ value, isPlain, isSigned, isStrong }: MoneyProps) {
  const [language] = useLanguage()
  if (!value) return <span className={styles.nothing}>—</span>
  const isDebt = !isPlain && isNegative(value.amount)
  const plus = isSigned && !isNegative(value.amount) && !isZero(value.amount) ? '+' : ''
  return (
    <span className={styles.money} data-debt={isDebt} data-strong={isStrong}>
      {plus + formatMoney(value, language)}
    </span>
  )
}
