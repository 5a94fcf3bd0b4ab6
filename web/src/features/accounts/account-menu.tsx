import type { Account } from '@altyn/contract/accounts'
import { EllipsisOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTexts } from '../../lib/i18n.ts'
import { type Permission, usePermissions } from '../../lib/permissions.ts'
import { ActionMenu } from '../../ui/actions/action-menu.tsx'

export const ACCOUNT_PANELS = [
  'tariff',
  'service',
  'turbo',
  'number',
  'stations',
  'networks',
  'term',
  'promo-code',
  'pause',
  'plan',
  'edit-account',
  'reply',
  'block',
  'unblock',
  'password',
  'close-account',
] as const
export type AccountPanel = (typeof ACCOUNT_PANELS)[number]

const RIGHTS: Record<AccountPanel, readonly Permission[]> = {
  tariff: ['accounts.change', 'catalogue.read'],
  service: ['accounts.change', 'catalogue.read'],
  turbo: ['accounts.change', 'catalogue.read'],
  number: ['accounts.change'],
  stations: ['accounts.change'],
  networks: ['accounts.change'],
  term: ['accounts.terms'],
  'promo-code': ['accounts.terms'],
  pause: ['blocking.change'],
  plan: ['accounts.change'],
  'edit-account': ['accounts.change'],
  reply: ['access.read', 'network.read'],
  block: ['blocking.change'],
  unblock: ['blocking.change'],
  password: ['accounts.passwords'],
  'close-account': ['accounts.change'],
}

type AccountMenuProps = { account: Account; onPanel: (panel: AccountPanel) => void }

/** What can be done with an account; what a closed one refuses says so. */
export function AccountMenu({ account, onPanel }: AccountMenuProps) {
  const t = useTexts('accounts')
  const can = usePermissions()
  const panels = ACCOUNT_PANELS.filter((panel) => RIGHTS[panel].every(can))
  if (panels.length === 0) return null
  const label = t('menu.title', { login: account.login })
  return (
    <ActionMenu
      label={label}
      lines={panels.map((panel) => ({
        key: panel,
        label: t(`menu.${panel}`),
        isDanger: panel === 'close-account',
        reason: refusalOf(account, panel, t),
        onRun: () => onPanel(panel),
      }))}
    >
      <Button
        type="text"
        size="small"
        icon={<EllipsisOutlined />}
        aria-label={label}
        aria-haspopup="menu"
      />
    </ActionMenu>
  )
}

function refusalOf(account: Account, panel: AccountPanel, t: (key: string) => string) {
  if (account.closedAt && panel !== 'password') return t('menu.isClosed')
  if (panel === 'turbo' && account.state !== 'active') return t('menu.turboForActive')
  if (panel === 'turbo' && account.tariffId === null) return t('menu.turboForTariff')
  if (panel === 'pause' && account.state === 'own-wish') return t('menu.isPaused')
  if (panel === 'unblock' && account.state === 'active') return t('menu.notBlocked')
  if (panel === 'unblock' && account.state === 'money') return t('menu.onlyMoney')
  return undefined
}
