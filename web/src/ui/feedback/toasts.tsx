import {
  CheckCircleFilled,
  CloseOutlined,
  ExclamationCircleFilled,
  InfoCircleFilled,
} from '@ant-design/icons'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTexts } from '../../lib/i18n.ts'
import { closeToast, type Toast, useToasts } from '../../lib/toasts.ts'
import styles from './feedback.module.css'

const ICONS: Record<Toast['tone'], ReactNode> = {
  done: <CheckCircleFilled />,
  failed: <ExclamationCircleFilled />,
  note: <InfoCircleFilled />,
}

/** Shows what has just happened in a corner, read aloud by screen readers; stands once on a page. */
export function Toasts() {
  const toasts = useToasts()
  return (
    <section className={styles.toasts} aria-live="polite">
      {toasts.map((toast) => (
        <ToastLine key={toast.id} toast={toast} />
      ))}
    </section>
  )
}

function ToastLine({ toast: { id, tone, text, advice, action } }: { toast: Toast }) {
  const t = useTexts('ui')
  const run = () => {
    action?.onRun()
    closeToast(id)
  }
  return (
    <div className={styles.toast} data-tone={tone} role={tone === 'failed' ? 'alert' : undefined}>
      <span className={styles.toastIcon} aria-hidden>
        {ICONS[tone]}
      </span>
      <div className={styles.toastText}>
        <span>{text}</span>
        {advice && <span className={styles.alertAdvice}>{advice}</span>}
      </div>
      {action && (
        <Button size="small" onClick={run}>
          {action.label}
        </Button>
      )}
      <Button
        size="small"
        type="text"
        icon={<CloseOutlined />}
        aria-label={t('actions.close')}
        onClick={() => closeToast(id)}
      />
    </div>
  )
}
