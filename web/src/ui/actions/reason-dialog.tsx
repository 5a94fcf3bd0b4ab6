import { Input } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTexts } from '../../lib/i18n.ts'
import { ConfirmDialog } from './confirm-dialog.tsx'

type ReasonDialogProps = {
  title: string
  /** What will come of it. */
  children?: ReactNode
  confirmLabel: string
  onConfirm: (reason: string) => Promise<unknown>
  onClose: () => void
}

/** A question that is not confirmed without a reason. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { title, children, confirmLabel, onConfirm, onClose } = props
  const t = useTexts('ui')
  const [reason, setReason] = useState('')
  return (
    <ConfirmDialog
      isOpen
      isDanger
      title={title}
      confirmLabel={confirmLabel}
      isWaiting={reason.trim() === ''}
      onConfirm={() => onConfirm(reason.trim())}
      onClose={onClose}
    >
      {children}
      <Input
        value={reason}
        aria-label={t('reason.label')}
        placeholder={t('reason.label')}
        onChange={(event) => setReason(event.target.value)}
      />
    </ConfirmDialog>
  )
}
