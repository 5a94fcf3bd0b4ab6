import type { SubscriberCard } from '@altyn/contract/reports'
import {
  EditOutlined,
  FileProtectOutlined,
  FileTextOutlined,
  InboxOutlined,
  WalletOutlined,
} from '@ant-design/icons'
import { useTexts } from '../../../lib/i18n.ts'
import { type Permission, usePermissions } from '../../../lib/permissions.ts'
import { useUrlState } from '../../../lib/url-state.ts'
import type { Action } from '../../../ui/actions/action-bar.tsx'
import { useCardPanel } from './card-panel.ts'

type Allowed = Action & { permission: Permission }

/** What can be done with a subscriber; without the right it is absent, without a contract it says so. */
export function useCardActions(card: SubscriberCard | undefined): readonly Action[] {
  const t = useTexts('subscribers')
  const can = usePermissions()
  const { open } = useCardPanel()
  const [, change] = useUrlState()
  if (!card) return []
  const { subscriber, contracts } = card
  const isArchived = subscriber.archivedAt !== null
  const hasOpen = contracts.some(({ contract }) => contract.closedOn === null)
  const noContract = contracts.length === 0 ? t('card.noContract') : undefined
  const archived = isArchived ? t('card.isArchived') : undefined
  const actions: Allowed[] = [
    {
      key: 'pay',
      permission: 'payments.accept',
      label: t('card.pay'),
      icon: <WalletOutlined />,
      isPrimary: true,
      reason: noContract,
      onRun: () => open('pay'),
    },
    {
      key: 'invoice',
      permission: 'documents.issue',
      label: t('card.invoice'),
      icon: <FileTextOutlined />,
      reason: noContract,
      onRun: () => change({ tab: 'documents', panel: 'issue' }, { isNewStep: true }),
    },
    {
      key: 'edit',
      permission: 'subscribers.change',
      label: t('card.edit'),
      icon: <EditOutlined />,
      onRun: () => open('edit'),
    },
    {
      key: 'sign',
      permission: 'subscribers.change',
      label: t('card.sign'),
      icon: <FileProtectOutlined />,
      reason: archived,
      onRun: () => open('sign'),
    },
    {
      key: 'archive',
      permission: 'subscribers.change',
      label: t(isArchived ? 'archive.back' : 'archive.put'),
      icon: <InboxOutlined />,
      reason: !isArchived && hasOpen ? t('archive.hasContracts') : undefined,
      onRun: () => open('archive'),
    },
  ]
  return actions
    .filter(({ permission }) => can(permission))
    .map(({ permission: _, ...rest }) => rest)
}
