import type { ReactNode } from 'react'
import { useUrlState } from '../../lib/url-state.ts'
import { ErrorState } from '../feedback/error-state.tsx'
import { SkeletonLines } from '../feedback/skeleton.tsx'
import { PageHeader, type PageHeaderProps } from './page-header.tsx'
import { PageTabs, type Tab } from './page-tabs.tsx'
import styles from './pages.module.css'

type CardPageProps = PageHeaderProps & {
  /** What must not be overlooked, in one line. */
  alert?: ReactNode
  /** The first tab is shown when the address names none. */
  tabs: readonly Tab[]
  /** The right column; under the tabs where there is no room for it. */
  facts?: ReactNode
  isLoading?: boolean
  error?: unknown
  onRetry?: () => void
}

/** The page kind for one object: who it is, what is the matter, what can be done, and all about it in tabs. */
export function CardPage(props: CardPageProps) {
  const { alert, tabs, facts, isLoading, error, onRetry, ...header } = props
  const [{ tab }, change] = useUrlState()
  if (error) {
    return (
      <div className={styles.cardPage}>
        <PageHeader {...header} title={header.title ?? ''} actions={[]} />
        <ErrorState error={error} onRetry={onRetry} />
      </div>
    )
  }
  const current = tabs.find(({ key }) => key === tab) ?? tabs[0]
  return (
    <div className={styles.cardPage}>
      <PageHeader {...header} title={isLoading ? undefined : header.title} />
      {alert}
      <div className={styles.cardBody} data-facts={facts !== undefined}>
        <div className={styles.cardMain}>
          <PageTabs
            tabs={tabs}
            current={current?.key ?? ''}
            onChange={(key) => change({ tab: key === tabs[0]?.key ? undefined : key })}
          >
            {isLoading ? <SkeletonLines count={8} /> : current?.content()}
          </PageTabs>
        </div>
        {facts !== undefined && (
          <aside className={styles.cardFacts}>
            {isLoading ? <SkeletonLines count={6} /> : facts}
          </aside>
        )}
      </div>
    </div>
  )
}
