import { type Account, showAccountPassword } from '@altyn/contract/accounts'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { call } from '../../lib/api-client.ts'
import { failureText } from '../../lib/failure-text.ts'
import { useTexts } from '../../lib/i18n.ts'
import { AlertLine } from '../../ui/feedback/alert-line.tsx'
import { CopyText } from '../../ui/pieces/copy-text.tsx'
import { Facts } from '../../ui/pieces/facts.tsx'
import styles from './accounts.module.css'

type PasswordDialogProps = { account: Account; onClose: () => void }

/** Shows the network password on request; the look is written down, so it is asked for with a press. */
export function PasswordDialog({ account, onClose }: PasswordDialogProps) {
  const t = useTexts('accounts')
  const [password, setPassword] = useState<string>()
  const [failure, setFailure] = useState<unknown>()
  const [isBusy, setBusy] = useState(false)
  const look = async () => {
    setBusy(true)
    setFailure(undefined)
    try {
      // The answer is held by this dialog alone: a cache would keep the secret longer than the look.
      setPassword((await call(showAccountPassword, { params: { id: account.id } })).password)
    } catch (error) {
      setFailure(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal
      open
      title={t('show.title', { login: account.login })}
      footer={<Button onClick={onClose}>{t('show.close')}</Button>}
      onCancel={onClose}
      width={420}
      centered
    >
      <div className={styles.dialog}>
        {failure !== undefined && <AlertLine tone="bad" {...failureText(failure)} />}
        <Facts
          facts={[
            { key: 'login', label: t('login'), value: <CopyText text={account.login} isCode /> },
            {
              key: 'password',
              label: t('password.label'),
              value: password ? (
                <CopyText text={password} isCode />
              ) : (
                <Button size="small" loading={isBusy} onClick={() => void look()}>
                  {t('password.show')}
                </Button>
              ),
            },
          ]}
        />
        <p className={styles.quiet}>{t('show.recorded')}</p>
      </div>
    </Modal>
  )
}
