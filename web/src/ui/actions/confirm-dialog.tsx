import { Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { failureText } from '../../lib/failure-text.ts'
import { useTexts } from '../../lib/i18n.ts'
import { AlertLine } from '../feedback/alert-line.tsx'
import styles from './actions.module.css'

type ConfirmDialogProps = {
  isOpen: boolean
  /** A question: «Закрыть период октябрь 2026?» */
  title: string
  /** What will change, with numbers. */
  children?: ReactNode
  /** The verb of the deed, never «OK». */
  confirmLabel: string
  cancelLabel?: string
  isDanger?: boolean
  /** Why it cannot be confirmed yet: the effect is still being counted. */
  isWaiting?: boolean
  onConfirm: () => Promise<unknown> | undefined
  onClose: () => void
}

/** Asks before a deed and shows its effect. A refusal stays in the dialog, so nothing typed is lost. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { isOpen, title, children, confirmLabel, cancelLabel, isDanger, isWaiting } = props
  const { onConfirm, onClose } = props
  const t = useTexts('ui')
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const close = () => {
    setError(undefined)
    onClose()
  }
  const confirm = async () => {
    setBusy(true)
    setError(undefined)
    try {
      await onConfirm()
      close()
    } catch (failure) {
      setError(failure)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal
      open={isOpen}
      title={title}
      okText={confirmLabel}
      cancelText={cancelLabel ?? t('actions.cancel')}
      okButtonProps={{ danger: isDanger, disabled: isWaiting, autoFocus: !isDanger }}
      // A key pressed too early must not do what cannot be undone.
      cancelButtonProps={{ autoFocus: isDanger }}
      closable={false}
      confirmLoading={isBusy}
      onOk={() => void confirm()}
      onCancel={close}
      destroyOnHidden
      centered
      width={480}
    >
      <div className={styles.effect}>
        {error !== undefined && <AlertLine tone="bad" {...failureText(error)} />}
        {children}
      </div>
    </Modal>
  )
}
