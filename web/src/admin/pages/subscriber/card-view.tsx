import type { SubscriberCard } from '@altyn/contract/reports'
import { WhyAlerts } from '../../../features/blocking/why-alerts.tsx'
import { DocumentsTable } from '../../../features/documents/documents-table.tsx'
import { Statement } from '../../../features/ledger/statement.tsx'
import { SubscriberEquipment } from '../../../features/network/equipment/subscriber-equipment.tsx'
import { PaymentsTable } from '../../../features/payments/payments-table.tsx'
import { CustomFacts } from '../../../features/settings/custom-fields/custom-facts.tsx'
import { RecentEvents } from '../../../features/subscribers/recent-events.tsx'
import { SubscriberFacts } from '../../../features/subscribers/subscriber-facts.tsx'
import { useTexts } from '../../../lib/i18n.ts'
import { paths } from '../../../lib/path-builder.ts'
import { type Permission, usePermissions } from '../../../lib/permissions.ts'
import { CardPage } from '../../../ui/pages/card-page.tsx'
import type { Tab } from '../../../ui/pages/page-tabs.tsx'
import { StatusTag } from '../../../ui/pieces/status-tag.tsx'
import { useCardActions } from './card-actions.tsx'
import { CardHistory } from './card-history-tab.tsx'
import { useCardPanel } from './card-panel.ts'
import { CardPanels } from './card-panels.tsx'
import { CardSubtitle } from './card-subtitle.tsx'
import { Contracts } from './contracts-tab.tsx'
import { useCard } from './use-card.ts'

/** Answers a call without a second click: who, where, owes how much, why it does not work, what was done lately. */
export function CardView({ id }: { id: number }) {
  const t = useTexts('subscribers')
  const { card, error, retry } = useCard(id)
  const { open } = useCardPanel()
  const can = usePermissions()
  const subscriber = card?.subscriber
  return (
    <>
      <CardPage
        back={{ path: paths.subscribers(), label: t('list.title') }}
        title={subscriber?.name}
        aside={subscriber?.archivedAt && <StatusTag tone="quiet" label={t('archived')} />}
        subtitle={subscriber && <CardSubtitle subscriber={subscriber} />}
        actions={useCardActions(card)}
        alert={
          card && (
            <WhyAlerts
              contracts={card.contracts.map(({ contract, money, accounts }) => ({
                number: contract.number,
                money,
                logins: new Map(accounts.map((account) => [account.id, account.login])),
              }))}
              onPay={(contractId) => open('pay-due', contractId)}
            />
          )
        }
        tabs={useTabs(card)}
        facts={
          card ? (
            <>
              <SubscriberFacts subscriber={card.subscriber} />
              <CustomFacts
                owner="subscriber"
                ownerId={card.subscriber.id}
                values={card.customValues}
                onEdit={can('subscribers.change') ? () => open('subscriber-fields') : undefined}
              />
              <RecentEvents recent={card.recent} />
            </>
          ) : null
        }
        isLoading={!card}
        error={card ? undefined : error}
        onRetry={retry}
      />
      {card && <CardPanels card={card} />}
    </>
  )
}

function useTabs(card: SubscriberCard | undefined): readonly Tab[] {
  const t = useTexts('subscribers')
  const can = usePermissions()
  const contracts = card?.contracts.map(({ contract }) => contract) ?? []
  const accounts = card?.contracts.flatMap((item) => item.accounts) ?? []
  const logins = new Map(accounts.map(({ id, login }) => [id, login]))
  const tab = (key: string, permission: Permission, content: Tab['content']) =>
    can(permission) ? [{ key, label: t(`tab.${key}`), content }] : []
  const whole = (draw: (known: SubscriberCard) => ReturnType<Tab['content']>) => () =>
    card ? draw(card) : null
  return [
    ...tab(
      'contracts',
      'subscribers.read',
      whole((known) => <Contracts card={known} />),
    ),
    ...tab('statement', 'ledger.read', () => <Statement contracts={contracts} logins={logins} />),
    ...tab(
      'payments',
      'payments.read',
      whole(({ subscriber }) => <PaymentsTable subscriberId={subscriber.id} />),
    ),
    ...tab(
      'documents',
      'documents.read',
      whole(({ subscriber }) => (
        <DocumentsTable subscriberId={subscriber.id} contracts={contracts} />
      )),
    ),
    ...tab(
      'equipment',
      'equipment.read',
      whole(({ subscriber }) => (
        <SubscriberEquipment
          subscriberId={subscriber.id}
          hasContract={contracts.some(({ closedOn }) => closedOn === null)}
        />
      )),
    ),
    ...tab(
      'history',
      'accounts.read',
      whole((known) => <CardHistory card={known} />),
    ),
  ]
}
