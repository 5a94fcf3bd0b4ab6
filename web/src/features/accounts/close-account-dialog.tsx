import { type Account, closeAccount } from '@altyn/contract/accounts'
import { Input } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTexts } from '../../lib/i18n.ts'
import { useDeed } from '../../lib/use-call.ts'
import { ConfirmDialog } from '../../ui/actions/confirm-dialog.tsx'
import { AlertLine } from '../../ui/feedback/alert-line.tsx'

const REASON_MAX = 500

type CloseAccountDialogProps = {
  account: Account & { sessions: readonly unknown[] }
  /** What else has to be thought of before. */
  warning?: ReactNode
  onClose: () => void
}

/** Closes an account for ever, after saying what that ends. */
export function CloseAccountDialog({ account, warning, onClose }: CloseAccountDialogProps) {
  const t = useTexts('accounts')
  const [reason, setReason] = useState('')
  const close = useDeed(closeAccount, {
    done: t('close.done', { login: account.login }),
    refresh: ['/api/ledger'],
    isFailureShownByCaller: true,
  })
  return (
    <ConfirmDialog
      isOpen
      isDanger
      title={t('close.title', { login: account.login })}
      confirmLabel={t('close.confirm')}
      onConfirm={() =>
        close.mutateAsync({
          params: { id: account.id },
          ifMatch: account.version,
          body: { reason: reason.trim() },
        })
      }
      onClose={onClose}
    >
      <p>{t('close.text')}</p>
      {account.sessions.length > 0 && <AlertLine tone="warn" title={t('close.hasSession')} />}
      {warning}
      <Input.TextArea
        value={reason}
        maxLength={REASON_MAX}
        placeholder={t('close.reason')}
        aria-label={t('close.reason')}
        autoSize={{ minRows: 1, maxRows: 4 }}
        onChange={(event) => setReason(event.target.value)}
      />
    </ConfirmDialog>
  )
}
