import { Button, Modal } from 'antd'
import { useTexts } from '../../lib/i18n.ts'
import { AlertLine } from '../feedback/alert-line.tsx'
import { CopyButton } from './copy-text.tsx'
import styles from './figures.module.css'

export type SecretLine = { key: string; label: string; value: string }

type SecretOnceProps = {
  title: string
  /** What to do with it. */
  text: string
  lines: readonly SecretLine[]
  onClose: () => void
}

/** Shows what will never be shown again, with a button that copies each line. */
export function SecretOnce({ title, text, lines, onClose }: SecretOnceProps) {
  const t = useTexts('ui')
  return (
    <Modal
      open
      title={title}
      closable={false}
      mask={{ closable: false }}
      onCancel={onClose}
      centered
      width={520}
      footer={
        <Button type="primary" onClick={onClose}>
          {t('secret.kept')}
        </Button>
      }
    >
      <div className={styles.secrets}>
        <AlertLine tone="warn" title={t('secret.once')} advice={text} />
        {lines.map(({ key, label, value }) => (
          <div key={key} className={styles.secret}>
            <span>{label}</span>
            <code>{value}</code>
            <CopyButton text={value} />
          </div>
        ))}
      </div>
    </Modal>
  )
}
