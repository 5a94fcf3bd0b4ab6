import { type Emergency, listLeniencies } from '@altyn/contract/access/emergency'
import { Button, Drawer } from 'antd'
import type { ReactNode } from 'react'
import { useTexts } from '../../../lib/i18n.ts'
import { useList } from '../../../lib/use-list.ts'
import { SkeletonLines } from '../../../ui/feedback/skeleton.tsx'
import { CopyText } from '../../../ui/pieces/copy-text.tsx'
import { Instant } from '../../../ui/pieces/moment.tsx'
import styles from './emergency.module.css'

type LeniencyDrawerProps = {
  emergency: Emergency
  owner: (accountId: number) => ReactNode
  onClose: () => void
}

/** Who was let in without money: what the provider gave away. */
export function LeniencyDrawer({ emergency, owner, onClose }: LeniencyDrawerProps) {
  const t = useTexts('access')
  const list = useList(listLeniencies, {}, { params: { id: emergency.id } })
  return (
    <Drawer open title={t('emergency.letInTitle')} size="min(560px, 100vw)" onClose={onClose}>
      <p>{emergency.reason}</p>
      <ul className={styles.list}>
        {list.rows.map(({ accountId, login, firstAt, lastAt, times }) => (
          <li key={accountId}>
            <span>
              {owner(accountId)} <CopyText text={login} isCode />
              <small>
                <Instant value={firstAt} /> – <Instant value={lastAt} />
              </small>
            </span>
            <span>{t('emergency.times', { count: times })}</span>
          </li>
        ))}
      </ul>
      {list.state === 'loading' && <SkeletonLines count={4} />}
      {list.hasMore && <Button onClick={list.loadMore}>{t('emergency.more')}</Button>}
    </Drawer>
  )
}
