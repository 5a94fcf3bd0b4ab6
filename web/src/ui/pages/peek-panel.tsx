import { ArrowRightOutlined, CloseOutlined } from '@ant-design/icons'
import { Button, Drawer } from 'antd'
import type { ReactNode } from 'react'
import { useMedia } from '../../lib/browser/media.ts'
import { useTexts } from '../../lib/i18n.ts'
import { GoLink } from '../actions/go-link.tsx'
import styles from './pages.module.css'

type PeekPanelProps = { title: string; path?: string; onClose: () => void; children: ReactNode }

/** A look at one row beside the list; the list keeps the keyboard, so the arrows go on to the next row. */
export function PeekPanel({ title, path, onClose, children }: PeekPanelProps) {
  const t = useTexts('ui')
  const isBeside = useMedia('(min-width: 1100px)')
  const open = path && (
    <GoLink to={path} className={styles.peekOpen}>
      {t('peek.open')} <ArrowRightOutlined aria-hidden />
    </GoLink>
  )
  if (!isBeside) {
    return (
      <Drawer open title={title} onClose={onClose} size="min(440px, 100vw)" extra={open}>
        {children}
      </Drawer>
    )
  }
  return (
    <aside className={styles.peek} aria-label={title}>
      <header className={styles.peekHeader}>
        <h2>{title}</h2>
        {open}
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined />}
          aria-label={t('actions.close')}
          onClick={onClose}
        />
      </header>
      <div className={styles.peekBody}>{children}</div>
    </aside>
  )
}
