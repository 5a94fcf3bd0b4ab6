import type { AccountState } from '@altyn/contract/accounts'
import {
  LockOutlined,
  PauseCircleOutlined,
  PoweroffOutlined,
  StopOutlined,
  WalletOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'
import { useTexts } from '../../lib/i18n.ts'
import { StatusTag, type StatusTone } from '../../ui/pieces/status-tag.tsx'

const TONES: Record<AccountState, StatusTone> = {
  active: 'ok',
  off: 'quiet',
  staff: 'warn',
  'own-wish': 'note',
  money: 'bad',
  closed: 'quiet',
}

const ICONS: Partial<Record<AccountState, ReactNode>> = {
  off: <PoweroffOutlined />,
  staff: <StopOutlined />,
  'own-wish': <PauseCircleOutlined />,
  money: <WalletOutlined />,
  closed: <LockOutlined />,
}

/** The state of an account as a colour, an icon and a word. */
export function StateTag({ state, isBare }: { state: AccountState; isBare?: boolean }) {
  const t = useTexts('accounts')
  return (
    <StatusTag
      tone={TONES[state]}
      icon={ICONS[state]}
      label={t(`state.${state}`)}
      isBare={isBare}
    />
  )
}
