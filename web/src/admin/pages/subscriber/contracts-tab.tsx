import { reopenContract } from '@altyn/contract/accounts/closing'
import type { SubscriberCard } from '@altyn/contract/reports'
import { FileProtectOutlined, WalletOutlined } from '@ant-design/icons'
import { AccountLine } from '../../../features/accounts/account-line.tsx'
import { StateExplained } from '../../../features/blocking/state-explained.tsx'
import { HeldLine, NotReturned } from '../../../features/network/equipment/held-line.tsx'
import { CustomLine } from '../../../features/settings/custom-fields/custom-facts.tsx'
import { type CardContract, ContractPanel } from '../../../features/subscribers/contract-panel.tsx'
import { ContractGroupTags } from '../../../features/subscribers/groups/contract-group-tags.tsx'
import { useTexts } from '../../../lib/i18n.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { useUrlState } from '../../../lib/url-state.ts'
import { useDeed } from '../../../lib/use-call.ts'
import type { Action } from '../../../ui/actions/action-bar.tsx'
import { EmptyState } from '../../../ui/feedback/empty-state.tsx'
import styles from './card.module.css'
import { useCardPanel } from './card-panel.ts'

/** The contracts of a subscriber with their money and accounts. */
export function Contracts({ card }: { card: SubscriberCard }) {
  const t = useTexts('subscribers')
  const can = usePermissions()
  const { open } = useCardPanel()
  if (card.contracts.length === 0) {
    const sign = { key: 'sign', label: t('card.sign'), isPrimary: true, onRun: () => open('sign') }
    return (
      <EmptyState
        icon={<FileProtectOutlined />}
        title={t('contract.none')}
        text={t('contract.noneText')}
        actions={can('subscribers.change') && !card.subscriber.archivedAt ? [sign] : []}
      />
    )
  }
  return (
    <div className={styles.contracts}>
      {card.contracts.map((item) => (
        <Contract
          key={item.contract.id}
          item={item}
          values={card.customValues}
          isOnly={card.contracts.length === 1}
        />
      ))}
    </div>
  )
}

type ContractProps = {
  item: CardContract
  values: SubscriberCard['customValues']
  isOnly: boolean
}

function Contract({ item, values, isOnly }: ContractProps) {
  const t = useTexts('subscribers')
  const can = usePermissions()
  const [state] = useUrlState()
  const { open } = useCardPanel()
  const { contract, money, accounts } = item
  const mayOpen = can('network.read') && can('catalogue.read')
  const isClosed = contract.closedOn !== null
  return (
    <ContractPanel
      item={item}
      actions={useContractActions(item, isOnly)}
      onOpenAccount={can('accounts.change') ? () => open('open', contract.id) : undefined}
      openReason={
        isClosed ? t('contract.isClosed') : mayOpen ? undefined : t('contract.needsRights')
      }
      isMarked={state.contract === String(contract.id)}
      facts={
        <>
          <ContractGroupTags groups={item.groups} />
          {isClosed && <NotReturned contractId={contract.id} />}
          <HeldLine contractId={contract.id} />
          <CustomLine
            owner="contract"
            ownerId={contract.id}
            values={values}
            onEdit={
              can('subscribers.change') ? () => open('contract-fields', contract.id) : undefined
            }
          />
        </>
      }
    >
      {accounts.map((account) => {
        const why = money.accounts.find(({ accountId }) => accountId === account.id)
        return (
          <AccountLine
            key={account.id}
            account={account}
            isMarked={state.account === String(account.id)}
            onPanel={(panel) => open(panel, account.id)}
            facts={
              <>
                <HeldLine contractId={contract.id} accountId={account.id} />
                <CustomLine
                  owner="account"
                  ownerId={account.id}
                  values={values}
                  onEdit={
                    can('accounts.change') ? () => open('account-fields', account.id) : undefined
                  }
                />
              </>
            }
            explainState={(tag) =>
              why ? (
                <StateExplained login={account.login} account={why} money={money}>
                  {tag}
                </StateExplained>
              ) : (
                tag
              )
            }
          />
        )
      })}
    </ContractPanel>
  )
}

/** The only contract is paid with the button of the card itself. */
function useContractActions({ contract }: CardContract, isOnly: boolean): readonly Action[] {
  const reopenDeed = useReopen(contract.number)
  const t = useTexts('subscribers')
  const can = usePermissions()
  const { open } = useCardPanel()
  const [, change] = useUrlState()
  const { id } = contract
  const pay = {
    key: 'pay',
    label: t('card.pay'),
    icon: <WalletOutlined />,
    onRun: () => open('pay', id),
  }
  const statement = {
    key: 'statement',
    label: t('contract.statement'),
    onRun: () => change({ tab: 'statement', contract: String(id) }, { isNewStep: true }),
  }
  const future = { key: 'future', label: t('contract.future'), onRun: () => open('future', id) }
  const isClosed = contract.closedOn !== null
  const handOver = {
    key: 'hand-over',
    label: t('contract.handOver'),
    onRun: () => open('hand-over', id),
  }
  const closing = {
    key: 'close',
    label: t('contract.close'),
    isDanger: true,
    onRun: () => open('close', id),
  }
  const reopen = { key: 'reopen', label: t('contract.reopen'), onRun: () => reopenDeed(id) }
  const transfer = {
    key: 'transfer',
    label: t('contract.transfer'),
    onRun: () => open('transfer', id),
  }
  const writeOff = {
    key: 'write-off',
    label: t('contract.writeOff'),
    onRun: () => open('write-off', id),
  }
  const changes = [
    { key: 'terms', label: t('contract.change'), onRun: () => open('terms', id) },
    { key: 'credit', label: t('credit.action'), onRun: () => open('credit', id) },
    { key: 'group', label: t('groups.toGroup'), onRun: () => open('group', id) },
    { key: 'main', label: t('contract.main'), onRun: () => open('main', id) },
  ]
  return [
    ...(can('payments.accept') && !isOnly ? [pay] : []),
    ...(can('ledger.read') ? [statement, future] : []),
    ...(can('payments.transfer') ? [transfer] : []),
    ...(can('payments.write-off') ? [writeOff] : []),
    ...(can('subscribers.change') ? changes : []),
    ...(can('subscribers.hand-over') && !isClosed ? [handOver] : []),
    ...(can('subscribers.close') ? [isClosed ? reopen : closing] : []),
  ]
}

/** Done without a question: closing again undoes it. */
function useReopen(number: string): (contractId: number) => void {
  const t = useTexts('subscribers')
  const deed = useDeed(reopenContract, {
    done: t('contract.reopened', { number }),
    refresh: ['/api/subscribers'],
  })
  return (contractId) => deed.mutate({ params: { contractId }, body: {} })
}
