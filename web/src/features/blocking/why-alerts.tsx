import type { ContractExplanation } from '@altyn/contract/blocking'
import { Button } from 'antd'
import { formatMoney, isNegative, isZero } from '../../lib/format/money.ts'
import { formatInstant } from '../../lib/format/time.ts'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import { useZone } from '../../lib/operator.ts'
import { usePermissions } from '../../lib/permissions.ts'
import { AlertLine } from '../../ui/feedback/alert-line.tsx'
import styles from './blocking.module.css'

/** A contract with its money and the logins of its accounts. */
export type ExplainedContract = {
  number: string
  money: ContractExplanation
  logins: ReadonlyMap<number, string>
}

type WhyAlertsProps = {
  contracts: readonly ExplainedContract[]
  /** Opens the payment form of a contract with the sum filled in. */
  onPay: (contractId: number) => void
}

/** Says in words why something does not work and how much to pay; nothing when all is well. */
export function WhyAlerts({ contracts, onPay }: WhyAlertsProps) {
  const isOne = contracts.length === 1
  return (
    <div className={styles.alerts}>
      {contracts.map((contract) => (
        <MoneyAlert
          key={contract.money.contractId}
          contract={contract}
          isOne={isOne}
          onPay={() => onPay(contract.money.contractId)}
        />
      ))}
      {contracts.flatMap(({ money, logins }) =>
        money.accounts.map((account) => (
          <StaffAlert
            key={account.accountId}
            account={account}
            login={logins.get(account.accountId) ?? ''}
          />
        )),
      )}
    </div>
  )
}

function MoneyAlert(props: { contract: ExplainedContract; isOne: boolean; onPay: () => void }) {
  const { contract, isOne, onPay } = props
  const { number, money } = contract
  const t = useTexts('blocking')
  const can = usePermissions()
  const [language] = useLanguage()
  const due = !isZero(money.toPay.amount) && stoppedBy(money).length > 0
  const isDebt = isNegative(money.balance.amount)
  if (!due && !isDebt) return null
  const sum = formatMoney(due ? money.toPay : positive(money.balance), language)
  return (
    <AlertLine
      tone={due ? 'bad' : 'warn'}
      title={
        <strong className={styles.title}>
          {t(`why.${due ? titleOf(money) : 'debt'}`, {
            sum,
            debt: formatMoney(positive(money.balance), language),
          })}
        </strong>
      }
      advice={<MoneyAdvice contract={contract} number={isOne ? undefined : number} />}
      action={
        can('payments.accept') && (
          <Button type={due ? 'primary' : 'default'} size="small" onClick={onPay}>
            {t('why.accept', { sum })}
          </Button>
        )
      }
    />
  )
}

/** A debt may be smaller than what is wanted: a fee of its own comes on top. */
function titleOf({ toPay, balance }: ContractExplanation): string {
  if (!isNegative(balance.amount)) return 'short'
  return positive(balance).amount === toPay.amount ? 'debtDue' : 'debtStops'
}

/** Which accounts stand still, since when, and on which contract. */
function MoneyAdvice(props: { contract: ExplainedContract; number: string | undefined }) {
  const { contract, number } = props
  const t = useTexts('blocking')
  const [language] = useLanguage()
  const zone = useZone()
  const stopped = stoppedBy(contract.money)
  const lines = stopped.map(({ accountId, since }) =>
    t('why.stoppedSince', {
      login: contract.logins.get(accountId) ?? '',
      since: formatInstant(since, zone, language),
    }),
  )
  const all = [number && t('why.contract', { number }), ...lines].filter(Boolean)
  const worksOn = contract.money.accounts.some(({ state }) => state === 'active')
  if (stopped.length === 0 && worksOn) all.push(t('why.worksOn'))
  return all.join(' · ')
}

/** The accounts that money keeps from working; a closed one would not work with money either. */
function stoppedBy({ accounts }: ContractExplanation): { accountId: number; since: string }[] {
  return accounts
    .filter(({ state }) => state !== 'closed')
    .flatMap(({ accountId, blocks }) =>
      blocks.filter(({ kind }) => kind === 'money').map(({ since }) => ({ accountId, since })),
    )
}

function StaffAlert(props: { account: ContractExplanation['accounts'][number]; login: string }) {
  const { account, login } = props
  const t = useTexts('blocking')
  const [language] = useLanguage()
  const zone = useZone()
  if (account.state === 'closed') return null
  return account.blocks
    .filter(({ kind }) => kind !== 'money')
    .map(({ kind, since, reason, author }) => (
      <AlertLine
        key={kind}
        tone={kind === 'own-wish' ? 'note' : 'warn'}
        title={t(`why.${kind}`, { login })}
        advice={[reason, t('why.by', { author, since: formatInstant(since, zone, language) })]
          .filter(Boolean)
          .join(' · ')}
      />
    ))
}

function positive({ amount, currency }: { amount: string; currency: string }) {
  return { amount: amount.replace('-', ''), currency }
}
