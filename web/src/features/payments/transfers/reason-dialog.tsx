import { Input } from 'antd'
import { useState } from 'react'
import { useTexts } from '../../../lib/i18n.ts'
import { ConfirmDialog } from '../../../ui/actions/confirm-dialog.tsx'

type ReasonDialogProps = {
  title: string
  confirmLabel: string
  onConfirm: (reason: string) => Promise<unknown>
  onClose: () => void
}

/** A question that is not confirmed without a reason. */
export function ReasonDialog({ title, confirmLabel, onConfirm, onClose }: ReasonDialogProps) {
  const t = useTexts('payments')
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
      <Input
        value={reason}
        aria-label={t('transfer.reason')}
        placeholder={t('transfer.reason')}
        onChange={(event) => setReason(event.target.value)}
      />
    </ConfirmDialog>
  )
}
