import { type Account, changeAccount } from '@altyn/contract/accounts'
import { Input } from 'antd'
import { useTexts } from '../../lib/i18n.ts'
import { useDeed } from '../../lib/use-call.ts'
import { Field, FieldGroup } from '../../ui/fields/field.tsx'
import { SideForm } from '../../ui/pages/side-form.tsx'
import { NetworkFields } from './account-form.tsx'
import styles from './accounts.module.css'
import { PasswordField } from './password-field.tsx'

type AccountEditFormProps = { account: Account; onClose: () => void }

/** Changes login, password, address or session limit; the network follows at once. */
export function AccountEditForm({ account, onClose }: AccountEditFormProps) {
  const t = useTexts('accounts')
  const change = useDeed(changeAccount, {
    done: t('edit.done'),
    isFailureShownByCaller: true,
  })
  return (
    <SideForm
      title={t('edit.title', { login: account.login })}
      saveLabel={t('edit.save')}
      schema={changeAccount.body}
      initial={{
        login: account.login,
        password: undefined,
        sessionsMax: account.sessionsMax,
        addressSource: account.addressSource,
        address: account.addressSource === 'static' ? (account.address ?? '') : '',
        interfaceId: account.interfaceId ?? '',
        note: account.note,
      }}
      onSave={(body) =>
        change.mutateAsync({ params: { id: account.id }, ifMatch: account.version, body })
      }
      onClose={onClose}
    >
      <FieldGroup title={t('access')}>
        <Field name="login" label={t('login')} isRequired>
          <Input
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            className={styles.code}
          />
        </Field>
        <Field name="password" label={t('password.new')} hint={t('password.keep')}>
          <PasswordField />
        </Field>
      </FieldGroup>
      <NetworkFields />
    </SideForm>
  )
}
