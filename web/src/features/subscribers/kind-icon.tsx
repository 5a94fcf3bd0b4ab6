import type { SUBSCRIBER_KINDS } from '@altyn/contract/subscribers'
import { BankOutlined, ShopOutlined, UserOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { useTexts } from '../../lib/i18n.ts'
import styles from './subscribers.module.css'

export type SubscriberKind = (typeof SUBSCRIBER_KINDS)[number]

const ICONS: Record<SubscriberKind, ReactNode> = {
  person: <UserOutlined />,
  'sole-proprietor': <ShopOutlined />,
  company: <BankOutlined />,
}

/** A person, a sole proprietor or a company, told apart at a glance. */
export function KindIcon({ kind }: { kind: SubscriberKind }) {
  const t = useTexts('subscribers')
  const text = t(`kind.${kind}`)
  return (
    <span className={styles.kind} role="img" aria-label={text} title={text}>
      {ICONS[kind]}
    </span>
  )
}
