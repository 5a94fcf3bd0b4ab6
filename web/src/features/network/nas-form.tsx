import {
  type Agent,
  changeNas,
  NAS_DIALECTS,
  type Nas,
  nasForm,
  registerNas,
} from '@altyn/contract/network'
import { Input, InputNumber, Select } from 'antd'
import { useRef } from 'react'
import { z } from 'zod'
import { useTexts } from '../../lib/i18n.ts'
import { useDeed } from '../../lib/use-call.ts'
import { useDraft } from '../../ui/fields/draft-form.tsx'
import { Field, FieldGroup, FieldRow, FlagField } from '../../ui/fields/field.tsx'
import { SecretField } from '../../ui/fields/secret-field.tsx'
import { generateSecret } from '../../ui/fields/secret-text.ts'
import { SideForm } from '../../ui/pages/side-form.tsx'
import { useTimerWords } from './agents/agent-timers.tsx'
import { DevicePicker } from './devices/device-picker.tsx'
import { DurationField } from './duration-field.tsx'
import styles from './network.module.css'

const SECRET_LENGTH = 24

/** An edited access server keeps its secret while the field is left empty. */
const editForm = nasForm.extend({ secret: nasForm.shape.secret.or(z.literal('')) })

/** A secret that is known only now: it cannot be read later. */
export type FreshSecret = { nasId: number; secret: string }

type NasFormProps = {
  agents: readonly Agent[]
  /** The access server to change; a new one is registered without it. */
  nas?: Nas
  onSaved: (fresh: FreshSecret | undefined) => void
  onClose: () => void
}

/** Registers an access server or changes it. */
export function NasForm({ agents, nas, onSaved, onClose }: NasFormProps) {
  const t = useTexts('network')
  const fresh = useRef<FreshSecret>(undefined)
  const register = useDeed(registerNas, { done: t('nas.created'), isFailureShownByCaller: true })
  const change = useDeed(changeNas, { done: t('nas.changed'), isFailureShownByCaller: true })
  const save = async ({ secret, ...form }: z.input<typeof editForm>) => {
    const params = { id: nas?.id ?? 0 }
    const body = { ...form, secret: secret || undefined }
    const saved = nas
      ? await change.mutateAsync({ params, body, ifMatch: nas.version })
      : await register.mutateAsync({ body: { ...form, secret } })
    fresh.current = secret ? { nasId: saved.id, secret } : undefined
  }
  return (
    <SideForm
      title={nas ? t('nas.editTitle', { name: nas.name }) : t('nas.create')}
      saveLabel={nas ? t('save') : t('nas.create')}
      schema={nas ? editForm : nasForm}
      initial={nas ? toForm(nas) : newForm(agents)}
      onSave={save}
      onSaved={() => onSaved(fresh.current)}
      onClose={onClose}
      width={520}
    >
      <MainFields agents={agents} nas={nas} />
      <CommandFields />
      <TimerFields agents={agents} />
    </SideForm>
  )
}

function MainFields({ agents, nas }: { agents: readonly Agent[]; nas: Nas | undefined }) {
  const t = useTexts('network')
  const isNew = nas === undefined
  const { deviceId, deviceName } = nas ?? {}
  return (
    <FieldGroup>
      <Field name="name" label={t('fields.name')} hint={t('nas.hints.name')} isRequired>
        <Input autoComplete="off" />
      </Field>
      <FieldRow>
        <Field name="address" label={t('fields.address')} hint={t('nas.hints.address')} isRequired>
          <Input autoComplete="off" spellCheck={false} className={styles.code} />
        </Field>
        <Field name="dialect" label={t('fields.dialect')} hint={t('nas.hints.dialect')}>
          <Select
            options={NAS_DIALECTS.map((value) => ({ value, label: t(`dialects.${value}`) }))}
          />
        </Field>
      </FieldRow>
      {agents.length > 1 && (
        <Field name="agentId" label={t('fields.agentId')}>
          <Select options={agents.map(({ id, name }) => ({ value: id, label: name }))} />
        </Field>
      )}
      <Field name="deviceId" label={t('fields.deviceId')} hint={t('nas.hints.deviceId')}>
        <DevicePicker
          placeholder={t('nas.noDevice')}
          kept={deviceId && deviceName ? { id: deviceId, name: deviceName } : null}
        />
      </Field>
      <Field
        name="secret"
        label={t('fields.secret')}
        hint={isNew ? t('nas.hints.secret') : t('nas.hints.keepSecret')}
        isRequired={isNew}
      >
        <SecretField length={SECRET_LENGTH} />
      </Field>
    </FieldGroup>
  )
}

function CommandFields() {
  const t = useTexts('network')
  return (
    <FieldGroup title={t('nas.commands')} help={t('nas.commandsHelp')}>
      <FieldRow>
        <Field name="daeHost" label={t('fields.daeHost')} hint={t('nas.hints.daeHost')}>
          <Input autoComplete="off" spellCheck={false} className={styles.code} />
        </Field>
        <Field name="daePort" label={t('fields.daePort')} hint={t('nas.hints.daePort')}>
          <InputNumber min={1} max={65_535} controls={false} style={{ width: '100%' }} />
        </Field>
      </FieldRow>
      <Field name="tlsName" label={t('fields.tlsName')} hint={t('nas.hints.tlsName')}>
        <Input autoComplete="off" spellCheck={false} className={styles.code} />
      </Field>
      <FlagField
        name="requiresMessageAuthenticator"
        label={t('fields.requiresMessageAuthenticator')}
        hint={t('nas.hints.requiresMessageAuthenticator')}
      />
      <FlagField
        name="limitsProxyState"
        label={t('fields.limitsProxyState')}
        hint={t('nas.hints.limitsProxyState')}
      />
    </FieldGroup>
  )
}

function TimerFields({ agents }: { agents: readonly Agent[] }) {
  const t = useTexts('network')
  const words = useTimerWords()
  const { form } = useDraft()
  const agent = agents.find(({ id }) => id === form.getFieldValue('agentId')) ?? agents[0]
  return (
    <FieldGroup title={t('timers.title')} help={t('nas.timersHelp')}>
      <FieldRow>
        {(['interimSeconds', 'sessionSecondsMax'] as const).map((timer) => (
          <Field
            key={timer}
            name={timer}
            label={t(`timers.${timer}.short`)}
            hint={agent && t('nas.asAgent', { value: words(timer, agent[timer]) })}
          >
            <DurationField usual={agent?.[timer]} />
          </Field>
        ))}
      </FieldRow>
      <Field name="note" label={t('fields.note')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} />
      </Field>
    </FieldGroup>
  )
}

function newForm(agents: readonly Agent[]): z.input<typeof nasForm> {
  return {
    agentId: agents[0]?.id,
    name: '',
    address: '',
    deviceId: null,
    secret: generateSecret(SECRET_LENGTH),
    dialect: 'mikrotik',
    daeHost: '',
    daePort: 3799,
    tlsName: '',
    requiresMessageAuthenticator: false,
    limitsProxyState: false,
    interimSeconds: null,
    sessionSecondsMax: null,
    note: '',
  }
}

function toForm({
  id: _,
  version: __,
  deviceName: ___,
  daeHost,
  tlsName,
  ...nas
}: Nas): z.input<typeof editForm> {
  return { ...nas, daeHost: daeHost ?? '', tlsName: tlsName ?? '', secret: '' }
}
