import { findFreeAddresses, type Segment } from '@altyn/contract/network/segments'
import { Button } from 'antd'
import { useState } from 'react'
import { useTexts } from '../../../lib/i18n.ts'
import { useCall } from '../../../lib/use-call.ts'
import { ErrorState } from '../../../ui/feedback/error-state.tsx'
import { SkeletonLines } from '../../../ui/feedback/skeleton.tsx'
import { CopyButton, CopyText } from '../../../ui/pieces/copy-text.tsx'
import styles from './segments.module.css'

const STEP = 24
const LIMIT_MAX = 1024

/** Addresses that may be given by hand, the lowest first, each ready to be copied. */
export function FreeAddresses({ segment }: { segment: Segment }) {
  const t = useTexts('network')
  const [limit, setLimit] = useState(STEP)
  const found = useCall(findFreeAddresses, { params: { id: segment.id }, query: { limit } })
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />
  if (!found.data) return <SkeletonLines count={4} />
  const { items } = found.data
  if (items.length === 0) return <p className={styles.quiet}>{t('segments.freeEmpty')}</p>
  return (
    <div className={styles.stack}>
      <p className={styles.quiet}>
        {segment.isDynamic ? t('segments.freeHintDynamic') : t('segments.freeHint')}
      </p>
      <ul className={styles.freeList} aria-label={t('segments.tabs.free')}>
        {items.map((address) => (
          <li key={address}>
            <CopyText text={address} isCode />
          </li>
        ))}
      </ul>
      <div className={styles.buttons}>
        <CopyButton text={items.join('\n')} label={t('segments.copyAll')} />
        {items.length === limit && limit < LIMIT_MAX && (
          <Button
            size="small"
            loading={found.isFetching}
            onClick={() => setLimit(Math.min(LIMIT_MAX, limit * 2))}
          >
            {t('segments.more')}
          </Button>
        )}
      </div>
    </div>
  )
}
