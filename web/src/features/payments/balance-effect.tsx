import { explainContract } from '@altyn/contract/blocking'
import { formatMoney, isNegative, subtractAmounts, sumAmounts } from '../../lib/format/money.ts'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import { usePermissions } from '../../lib/permissions.ts'
import { useCall } from '../../lib/use-call.ts'
import { AlertLine } from '../../ui/feedback/alert-line.tsx'
import { Skeleton } from '../../ui/feedback/skeleton.tsx'
import { Money } from '../../ui/pieces/money.tsx'
import styles from './payments.module.css'

export type BalanceMove = {
  contractId: number
  contractNumber?: string
  /** Signed: what comes to the contract, or leaves it with a minus. */
  change: string
  currency: string
}

type BalanceEffectProps = {
  moves: readonly BalanceMove[]
  /** What else is to be known before it is done. */
  note?: string
}

/** Where the balance of each contract goes, before anything is done. */
export function BalanceEffect({ moves, note }: BalanceEffectProps) {
  const t = useTexts('payments')
  return (
    <section className={styles.effect} aria-live="polite">
      <h2>{t('effect.title')}</h2>
      {moves.map((move) => (
        <MoveLine key={move.contractId} move={move} />
      ))}
      {note && <p>{note}</p>}
    </section>
  )
}

function MoveLine({ move }: { move: BalanceMove }) {
  const can = usePermissions()
  return can('accounts.read') ? <KnownBalance move={move} /> : <ChangeLine move={move} />
}

/** Without the right to see balances only the difference is told. */
function ChangeLine({ move: { contractNumber, change, currency } }: { move: BalanceMove }) {
  const t = useTexts('payments')
  return (
    <div className={styles.effectLine}>
      <span>{t('effect.contract', { number: contractNumber ?? '' })}</span>
      <Money value={{ amount: change, currency }} isSigned isPlain isStrong />
    </div>
  )
}

function KnownBalance({ move }: { move: BalanceMove }) {
  const { contractId, contractNumber, change, currency } = move
  const t = useTexts('payments')
  const [language] = useLanguage()
  const answer = useCall(explainContract, { params: { contractId } })
  const money = answer.data?.contractId === contractId ? answer.data : undefined
  if (answer.error) return <ChangeLine move={move} />
  if (!money) return <Skeleton width="80%" />
  const after = { amount: sumAmounts([money.balance.amount, change]), currency }
  const isDebt = isNegative(sumAmounts([after.amount, money.creditLimit.amount]))
  return (
    <>
      <div className={styles.effectLine}>
        <span>
          {contractNumber ? t('effect.balanceOf', { number: contractNumber }) : t('effect.there')}
        </span>
        <span>
          <Money value={money.balance} isPlain /> <span aria-hidden>→</span>{' '}
          <Money value={after} isStrong />
        </span>
      </div>
      {isDebt && isNegative(change) && (
        <AlertLine
          tone="warn"
          title={t('effect.debt', {
            sum: formatMoney({ amount: subtractAmounts('0', after.amount), currency }, language),
          })}
        />
      )}
    </>
  )
}
