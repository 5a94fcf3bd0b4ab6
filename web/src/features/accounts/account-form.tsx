import { type Account, ADDRESS_SOURCES, accountForm, openAccount } from '@altyn/contract/accounts'
import { giveNumber, phoneNumber } from '@altyn/contract/accounts/numbers'
import { type Agent, listAgents } from '@altyn/contract/network'
import { Button, Form, Input, InputNumber, Select } from 'antd'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { z } from 'zod'
import { useTexts } from '../../lib/i18n.ts'
import { useToday } from '../../lib/operator.ts'
import { useCall, useDeed } from '../../lib/use-call.ts'
import { ErrorState } from '../../ui/feedback/error-state.tsx'
import { useDraft } from '../../ui/fields/draft-form.tsx'
import { Field, FieldGroup, FieldRow } from '../../ui/fields/field.tsx'
import { SideForm } from '../../ui/pages/side-form.tsx'
import styles from './accounts.module.css'
import { AddressHint } from './address-hint.tsx'
import { drawPassword } from './draw-password.ts'
import { PasswordField } from './password-field.tsx'
import { TariffPicker, useTariffs } from './tariff-picker.tsx'

const SESSIONS_MAX = 1000

/** A telephone gets its first number with the account. */
const accountWithNumber = accountForm.safeExtend({
  number: phoneNumber.or(z.literal('')).default(''),
})

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
  const today = useToday()
  const give = useDeed(giveNumber, { isFailureShownByCaller: true })
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
      schema={accountWithNumber}
      initial={{
        contractId: contract.id,
        agentId: items.length === 1 ? items[0]?.id : undefined,
        number: '',
        tariffId: undefined,
        login: '',
        password,
        sessionsMax: 1,
        addressSource: 'pool',
        address: '',
        interfaceId: '',
        note: '',
      }}
      onSave={async ({ number, ...body }) => {
        // Opened already, and only the number was refused: the account is not opened twice.
        saved.current ??= await open.mutateAsync({ body })
        if (!number) return
        await give.mutateAsync({
          params: { accountId: saved.current.id },
          body: { first: number, from: today },
        })
      }}
      onSaved={() => saved.current && onDone(saved.current)}
      onClose={onClose}
    >
      {steps}
      <AccountFields agents={items} offeredLogin={contract.number} />
    </SideForm>
  )
}

/** The agents that fit the chosen tariff, and what an account of theirs needs. */
function AccountFields({ agents, offeredLogin }: { agents: Agent[]; offeredLogin: string }) {
  const t = useTexts('accounts')
  const { form } = useDraft()
  const tariffId: unknown = Form.useWatch('tariffId', { form, preserve: true })
  const { tariffs } = useTariffs()
  const isPhone = tariffs.find(({ id }) => id === tariffId)?.family === 'telephony'
  const fitting = agents.filter(({ kind }) => (kind === 'calls') === isPhone)
  const [only] = fitting.length === 1 ? fitting : []
  const onlyId = only?.id
  useEffect(() => {
    const agentId: unknown = form.getFieldValue('agentId')
    if (!fitting.some(({ id }) => id === agentId)) form.setFieldValue('agentId', onlyId)
  })
  return (
    <>
      <FieldGroup>
        <Field name="tariffId" label={t('tariff.label')} isRequired>
          <TariffPicker />
        </Field>
        {!only && (
          <Field name="agentId" label={t('agent.label')} hint={t('agent.hint')} isRequired>
            <Select
              placeholder={t('agent.pick')}
              notFoundContent={t(isPhone ? 'agent.noExchange' : 'agent.none')}
              options={fitting.map(({ id, name }) => ({ value: id, label: name }))}
            />
          </Field>
        )}
      </FieldGroup>
      <FieldGroup title={t('access')}>
        {isPhone && (
          <Field name="number" label={t('numbers.first')} hint={t('numbers.laterHint')}>
            <Input inputMode="tel" autoComplete="off" placeholder="+7 391 200-00-01" />
          </Field>
        )}
        <LoginField offered={offeredLogin} />
        {!isPhone && (
          <Field name="password" label={t('password.label')} isRequired>
            <PasswordField />
          </Field>
        )}
      </FieldGroup>
      {isPhone ? <NoteField /> : <NetworkFields />}
    </>
  )
}

function NoteField() {
  const t = useTexts('accounts')
  return (
    <Field name="note" label={t('note')}>
      <Input.TextArea autoSize={{ minRows: 1, maxRows: 5 }} />
    </Field>
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
          <Field name="address" label={t('address.label')} hint={<AddressHint />} isRequired>
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
        <Field name="interfaceId" label={t('interfaceId.label')} hint={t('interfaceId.hint')}>
          <Input
            autoComplete="off"
            spellCheck={false}
            placeholder="0:0:0:1"
            className={styles.code}
          />
        </Field>
      </FieldRow>
      <NoteField />
    </FieldGroup>
  )
}
