import { type Account, ADDRESS_SOURCES, accountForm, openAccount } from '@altyn/contract/accounts'
import { listAgents } from '@altyn/contract/network'
import { Button, Form, Input, InputNumber, Select } from 'antd'
import { type ReactNode, useRef, useState } from 'react'
import { useTexts } from '../../lib/i18n.ts'
import { useCall, useDeed } from '../../lib/use-call.ts'
import { ErrorState } from '../../ui/feedback/error-state.tsx'
import { useDraft } from '../../ui/fields/draft-form.tsx'
import { Field, FieldGroup, FieldRow } from '../../ui/fields/field.tsx'
import { SideForm } from '../../ui/pages/side-form.tsx'
import styles from './accounts.module.css'
import { drawPassword } from './draw-password.ts'
import { PasswordField } from './password-field.tsx'
import { TariffPicker } from './tariff-picker.tsx'

const SESSIONS_MAX = 1000

type AccountFormProps = {
  contract: { id: number; number: string }
  /** Where one stands when the subscriber is being added in one go. */
  steps?: ReactNode
  onDone: (account: Account) => void
  onClose: () => void
}

/** Opens an account on a contract: tariff, login, password, address. */
export function AccountForm({ contract, steps, onDone, onClose }: AccountFormProps) {
  const t = useTexts('accounts')
  const agents = useCall(listAgents)
  const [password] = useState(drawPassword)
  const saved = useRef<Account>(undefined)
  const open = useDeed(openAccount, {
    done: ({ login }) => t('open.done', { login }),
    refresh: ['/api/ledger', '/api/subscribers'],
    isFailureShownByCaller: true,
  })
  if (agents.error) return <ErrorState error={agents.error} />
  const items = agents.data?.items
  if (!items) return null
  return (
    <SideForm
      title={t('open.title', { number: contract.number })}
      saveLabel={t('open.save')}
      schema={accountForm}
      initial={{
        contractId: contract.id,
        agentId: items.length === 1 ? items[0]?.id : undefined,
        tariffId: undefined,
        login: '',
        password,
        sessionsMax: 1,
        addressSource: 'pool',
        address: '',
        note: '',
      }}
      onSave={async (body) => {
        saved.current = await open.mutateAsync({ body })
      }}
      onSaved={() => saved.current && onDone(saved.current)}
      onClose={onClose}
    >
      {steps}
      <FieldGroup>
        <Field name="tariffId" label={t('tariff.label')} isRequired>
          <TariffPicker />
        </Field>
        {items.length !== 1 && (
          <Field name="agentId" label={t('agent.label')} hint={t('agent.hint')} isRequired>
            <Select
              placeholder={t('agent.pick')}
              notFoundContent={t('agent.none')}
              options={items.map(({ id, name }) => ({ value: id, label: name }))}
            />
          </Field>
        )}
      </FieldGroup>
      <FieldGroup title={t('access')}>
        <LoginField offered={contract.number} />
        <Field name="password" label={t('password.label')} isRequired>
          <PasswordField />
        </Field>
      </FieldGroup>
      <NetworkFields />
    </SideForm>
  )
}

/** Many providers take the number of the contract as the login, so it is offered. */
function LoginField({ offered }: { offered: string }) {
  const t = useTexts('accounts')
  const { form, noteChange } = useDraft()
  const login = offered.replaceAll(/[^A-Za-z0-9_@:-]/g, '')
  const take = () => {
    form.setFieldValue('login', login)
    noteChange()
    void form.validateFields(['login']).catch(() => {})
  }
  return (
    <Field
      name="login"
      label={t('login')}
      isRequired
      hint={
        /^[A-Za-z0-9]/.test(login) && (
          <Button type="link" size="small" className={styles.offer} onClick={take}>
            {t('open.takeNumber', { login })}
          </Button>
        )
      }
    >
      <Input autoComplete="off" autoCapitalize="none" spellCheck={false} className={styles.code} />
    </Field>
  )
}

/** Where the address comes from, how many may be signed in at once, and a note. */
export function NetworkFields() {
  const t = useTexts('accounts')
  const { form } = useDraft()
  const source: unknown = Form.useWatch('addressSource', { form, preserve: true })
  return (
    <FieldGroup title={t('network')}>
      <FieldRow>
        <Field name="addressSource" label={t('address.source')}>
          <Select
            options={ADDRESS_SOURCES.map((value) => ({ value, label: t(`address.${value}`) }))}
            onChange={(value) => {
              if (value !== 'static') form.setFieldValue('address', '')
            }}
          />
        </Field>
        {source === 'static' ? (
          <Field name="address" label={t('address.label')} isRequired>
            <Input placeholder="10.0.0.1" inputMode="decimal" className={styles.code} />
          </Field>
        ) : (
          <span />
        )}
      </FieldRow>
      <FieldRow>
        <Field name="sessionsMax" label={t('sessionsMax.label')} hint={t('sessionsMax.hint')}>
          <InputNumber min={1} max={SESSIONS_MAX} className={styles.wide} />
        </Field>
      </FieldRow>
      <Field name="note" label={t('note')}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 5 }} />
      </Field>
    </FieldGroup>
  )
}
