import type { SubscriberCard } from '@altyn/contract/reports'
import { ReplyDrawer } from '../../../features/access/reply/reply-drawer.tsx'
import { AccountEditForm } from '../../../features/accounts/account-edit-form.tsx'
import { AccountForm } from '../../../features/accounts/account-form.tsx'
import { ACCOUNT_PANELS, type AccountPanel } from '../../../features/accounts/account-menu.tsx'
import { AssignServiceForm } from '../../../features/accounts/arrangements/assign-service-form.tsx'
import { PlanForm } from '../../../features/accounts/arrangements/plan-form.tsx'
import { PromoCodeForm } from '../../../features/accounts/arrangements/promo-code-form.tsx'
import { TermForm } from '../../../features/accounts/arrangements/term-form.tsx'
import { TurboForm } from '../../../features/accounts/arrangements/turbo-form.tsx'
import { CloseAccountDialog } from '../../../features/accounts/close-account-dialog.tsx'
import { CloseContractForm } from '../../../features/accounts/close-contract-form.tsx'
import { NetworksDrawer } from '../../../features/accounts/networks/networks-drawer.tsx'
import { NumberForm } from '../../../features/accounts/numbers/number-form.tsx'
import { PasswordDialog } from '../../../features/accounts/password-dialog.tsx'
import { StationsDrawer } from '../../../features/accounts/stations/stations-drawer.tsx'
import { TariffChangeForm } from '../../../features/accounts/tariff-change-form.tsx'
import { BlockForm, UnblockForm } from '../../../features/blocking/block-form.tsx'
import { PauseForm } from '../../../features/blocking/pause-form.tsx'
import { useLinkWords } from '../../../features/network/attributes/link-words.ts'
import { NotReturned } from '../../../features/network/equipment/held-line.tsx'
import { PaymentForm } from '../../../features/payments/payment-form.tsx'
import { MainContractForm } from '../../../features/payments/transfers/main-contract-form.tsx'
import { TransferForm } from '../../../features/payments/transfers/transfer-form.tsx'
import { WriteOffForm } from '../../../features/payments/transfers/write-off-form.tsx'
import { CustomValuesForm } from '../../../features/settings/custom-fields/custom-values-form.tsx'
import { ArchiveDialog } from '../../../features/subscribers/archive-dialog.tsx'
import { ContractForm, ContractTermsForm } from '../../../features/subscribers/contract-form.tsx'
import { HandOverForm } from '../../../features/subscribers/contracts/hand-over-form.tsx'
import { CreditLimitForm } from '../../../features/subscribers/credit-limit-form.tsx'
import { AddContractsToGroupForm } from '../../../features/subscribers/groups/add-contracts-to-group-form.tsx'
import { SubscriberForm } from '../../../features/subscribers/subscriber-form.tsx'
import { isZero } from '../../../lib/format/money.ts'
import { useTexts } from '../../../lib/i18n.ts'
import { paths } from '../../../lib/path-builder.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { useGo } from '../../../ui/actions/use-go.ts'
import { AddSteps } from './add-steps.tsx'
import { useCardPanel } from './card-panel.ts'
import { ContractFuture } from './future/contract-future.tsx'

/** The side panel that the address names; a name without an object or without the right shows nothing. */
export function CardPanels({ card }: { card: SubscriberCard }) {
  const { panel } = useCardPanel()
  if (!panel) return null
  if (panel === 'pay' || panel === 'pay-due') return <PayPanel card={card} />
  if (panel === 'future') return <FuturePanel card={card} />
  if (panel.endsWith('-fields')) return <FieldsPanel card={card} />
  if (CONTRACT_PANELS.some((name) => name === panel)) return <ContractPanels card={card} />
  if (ACCOUNT_PANELS.some((name) => name === panel)) {
    return <AccountPanels card={card} panel={panel as AccountPanel} /> // just compared with the list
  }
  return <SubscriberPanels card={card} panel={panel} />
}

const CONTRACT_PANELS = ['transfer', 'write-off', 'main', 'group', 'close', 'hand-over'] as const

function ContractPanels({ card }: { card: SubscriberCard }) {
  const can = usePermissions()
  const go = useGo()
  const { panel, of, close } = useCardPanel()
  const item = card.contracts.find(({ contract }) => contract.id === of)
  if (!item) return null
  const { id, number } = item.contract
  const props = { contract: { id, number, balance: item.money.balance }, onClose: close }
  if (panel === 'transfer') return can('payments.transfer') && <TransferForm {...props} />
  if (panel === 'write-off') return can('payments.write-off') && <WriteOffForm {...props} />
  if (panel === 'close')
    return (
      can('subscribers.close') && (
        <CloseContractForm {...props} warning={<NotReturned contractId={id} />} />
      )
    )
  if (panel === 'group') return can('subscribers.change') && <GroupPanel {...props} />
  if (panel === 'main') return can('subscribers.change') && <MainContractForm {...props} />
  return (
    can('subscribers.hand-over') && (
      <HandOverForm
        contract={item.contract}
        onDone={(to) => go(paths.subscriber(to, { contract: id }))}
        onClose={close}
      />
    )
  )
}

function GroupPanel(props: { contract: { id: number; number: string }; onClose: () => void }) {
  const t = useTexts('subscribers')
  const { id, number } = props.contract
  return (
    <AddContractsToGroupForm
      title={t('groups.addNamed', { number })}
      whom={{ contractIds: [id] }}
      onClose={props.onClose}
    />
  )
}

function FuturePanel({ card }: { card: SubscriberCard }) {
  const can = usePermissions()
  const { of, close } = useCardPanel()
  const item = card.contracts.find(({ contract }) => contract.id === of)
  if (!item || !can('ledger.read')) return null
  return <ContractFuture item={item} onClose={close} />
}

function FieldsPanel({ card }: { card: SubscriberCard }) {
  const can = usePermissions()
  const { panel, of, close } = useCardPanel()
  const { subscriber, contracts, customValues: values } = card
  const contract = contracts.find((item) => item.contract.id === of)?.contract
  const account = contracts.flatMap(({ accounts }) => accounts).find(({ id }) => id === of)
  const props = { values, onClose: close }
  if (panel === 'account-fields') {
    if (!account || !can('accounts.change')) return null
    return (
      <CustomValuesForm owner="account" ownerId={account.id} title={account.login} {...props} />
    )
  }
  if (!can('subscribers.change')) return null
  if (panel === 'subscriber-fields') {
    const { id, name } = subscriber
    return <CustomValuesForm owner="subscriber" ownerId={id} title={name} {...props} />
  }
  if (panel !== 'contract-fields' || !contract) return null
  const { id, number } = contract
  return <CustomValuesForm owner="contract" ownerId={id} title={number} {...props} />
}

function PayPanel({ card }: { card: SubscriberCard }) {
  const can = usePermissions()
  const { panel, of, close } = useCardPanel()
  const payable = card.contracts.map(({ contract, money }) => ({
    id: contract.id,
    number: contract.number,
    balance: money.balance,
    toPay: money.toPay,
  }))
  if (payable.length === 0 || !can('payments.accept')) return null
  const chosen = payable.find(({ id }) => id === of)
  const owed = chosen && (isZero(chosen.toPay.amount) ? chosen.balance : chosen.toPay)
  const amount = panel === 'pay-due' ? owed?.amount.replace('-', '') : undefined
  return <PaymentForm contracts={payable} contractId={of} amount={amount} onClose={close} />
}

function SubscriberPanels({ card, panel }: { card: SubscriberCard; panel: string }) {
  const can = usePermissions()
  const { of, isAdding, open, close } = useCardPanel()
  const { subscriber } = card
  const contract = card.contracts.find((item) => item.contract.id === of)?.contract
  const mayOpen = can('accounts.change') && can('network.read') && can('catalogue.read')
  if (panel === 'open' && contract && mayOpen) {
    const steps = isAdding && <AddSteps current="account" />
    return <AccountForm contract={contract} steps={steps} onDone={close} onClose={close} />
  }
  if (!can('subscribers.change')) return null
  switch (panel) {
    case 'edit':
      return <SubscriberForm subscriber={subscriber} onDone={close} onClose={close} />
    case 'archive':
      return <ArchiveDialog subscriber={subscriber} onClose={close} />
    case 'sign':
      return (
        <ContractForm
          subscriberId={subscriber.id}
          steps={isAdding && <AddSteps current="contract" />}
          onDone={({ id }) => (mayOpen ? open('open', id) : close())}
          onClose={close}
        />
      )
    case 'terms':
      return contract && <ContractTermsForm contract={contract} onClose={close} />
    case 'credit':
      return contract && <CreditLimitForm contract={contract} onClose={close} />
  }
  return null
}

function AccountPanels({ card, panel }: { card: SubscriberCard; panel: AccountPanel }) {
  const { of, close } = useCardPanel()
  const can = usePermissions()
  const item = card.contracts.find(({ accounts }) => accounts.some(({ id }) => id === of))
  const account = item?.accounts.find(({ id }) => id === of)
  if (!item || !account) return null
  const why = item.money.accounts.find(({ accountId }) => accountId === account.id)
  const held = why?.blocks.map(({ kind }) => kind) ?? []
  const props = { account, onClose: close }
  const panels = {
    tariff: () => can('accounts.change') && <TariffChangeForm {...props} />,
    service: () => can('accounts.change') && <AssignServiceForm {...props} />,
    turbo: () => can('accounts.change') && <TurboForm {...props} />,
    number: () => can('accounts.change') && <NumberForm {...props} />,
    networks: () => can('accounts.change') && <NetworksDrawer {...props} />,
    stations: () => can('accounts.change') && <StationsDrawer {...props} />,
    term: () => can('accounts.terms') && <TermForm {...props} />,
    'promo-code': () => can('accounts.terms') && <PromoCodeForm {...props} />,
    pause: () => can('blocking.change') && <PauseForm {...props} />,
    plan: () => can('accounts.change') && <PlanForm whom={{ account }} onClose={close} />,
    'edit-account': () => can('accounts.change') && <AccountEditForm {...props} />,
    'close-account': () =>
      can('accounts.change') && (
        <CloseAccountDialog
          {...props}
          warning={<NotReturned contractId={item.contract.id} accountId={account.id} />}
        />
      ),
    reply: () => can('access.read') && can('network.read') && <ReplyPanel {...props} />,
    password: () => can('accounts.passwords') && <PasswordDialog {...props} />,
    block: () => can('blocking.change') && <BlockForm {...props} held={held} />,
    unblock: () => can('blocking.change') && <UnblockForm {...props} held={held} />,
  }
  return panels[panel]()
}

function ReplyPanel(props: { account: CardAccount; onClose: () => void }) {
  return <ReplyDrawer whom={useLinkWords()} {...props} />
}

type CardAccount = SubscriberCard['contracts'][number]['accounts'][number]
