import { ArrowLeftOutlined } from '@ant-design/icons'
import { type ReactNode, useEffect } from 'react'
import { useTexts } from '../../lib/i18n.ts'
import { type Action, ActionBar } from '../actions/action-bar.tsx'
import { GoLink } from '../actions/go-link.tsx'
import { Skeleton } from '../feedback/skeleton.tsx'
import styles from './pages.module.css'

export type PageHeaderProps = {
  /** Undefined while it is being read. */
  title: ReactNode | undefined
  /** The title in the browser's tab, when the title is not plain text. */
  tabTitle?: string
  /** A quiet count or a state beside the title. */
  aside?: ReactNode
  /** A line under the title. */
  subtitle?: ReactNode
  actions?: readonly Action[]
  /** Where this page stands: the list that a card belongs to. */
  back?: { path: string; label: string }
}

/** The head of every page: where we are, what it is called, what can be done. */
export function PageHeader(props: PageHeaderProps) {
  const { title, tabTitle, aside, subtitle, actions = [], back } = props
  const t = useTexts('ui')
  const name = tabTitle ?? (typeof title === 'string' ? title : undefined)
  useEffect(() => {
    document.title = name ? `${name} · Altyn` : 'Altyn'
  }, [name])
  return (
    <header className={styles.header}>
      <div className={styles.headerText}>
        {back && (
          <GoLink to={back.path} className={styles.back} aria-label={t('page.back', back)}>
            <ArrowLeftOutlined aria-hidden /> {back.label}
          </GoLink>
        )}
        <div className={styles.titleLine}>
          <h1 className={styles.title}>{title ?? <Skeleton width={260} height={22} />}</h1>
          {aside}
        </div>
        {subtitle && <div className={styles.subtitle}>{subtitle}</div>}
      </div>
      {actions.length > 0 && <ActionBar actions={actions} />}
    </header>
  )
}
