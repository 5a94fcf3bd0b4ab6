import { CloudOutlined, WarningOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { ApiUnreachable } from '../../lib/api-failure.ts'
import { failureText } from '../../lib/failure-text.ts'
import { useTexts } from '../../lib/i18n.ts'
import styles from './feedback.module.css'

type ErrorStateProps = { error: unknown; onRetry?: () => void }

/** Says what happened, that nothing was lost, and what to do next. */
export function ErrorState({ error, onRetry }: ErrorStateProps) {
  const t = useTexts('ui')
  const { title, advice } = failureText(error)
  return (
    <div className={styles.state} role="alert">
      <span className={styles.stateIcon} data-tone="bad" aria-hidden>
        {error instanceof ApiUnreachable ? <CloudOutlined /> : <WarningOutlined />}
      </span>
      <h2 className={styles.stateTitle}>{title}</h2>
      {advice && <p className={styles.stateText}>{advice}</p>}
      {onRetry && <Button onClick={onRetry}>{t('actions.retry')}</Button>}
    </div>
  )
}
