import {
  changeDeviceLogin,
  createDeviceLogin,
  type DeviceLogin,
  deviceLoginForm,
} from '@altyn/contract/network/device-logins'
import { Input, InputNumber } from 'antd'
import type { z } from 'zod'
import { useTexts } from '../../../lib/i18n.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { Field, FieldGroup, FieldRow, FlagField } from '../../../ui/fields/field.tsx'
import { SideForm } from '../../../ui/pages/side-form.tsx'
import { DevicesField, GroupsField, TemplatesField } from './place-fields.tsx'
import styles from './scripts.module.css'

const WIDTH = 560
const PORT_MAX = 65_535
const SECRETS = ['password', 'enablePassword', 'key', 'passphrase', 'token'] as const
type LoginInput = z.input<typeof deviceLoginForm>

/** Adds a login for devices, changes it, or shows it to whoever may only look. */
export function LoginForm({ login, onClose }: { login?: DeviceLogin; onClose: () => void }) {
  const t = useTexts('scripts')
  const can = usePermissions()
  const options = { isFailureShownByCaller: true }
  const create = useDeed(createDeviceLogin, { ...options, done: t('logins.created') })
  const change = useDeed(changeDeviceLogin, { ...options, done: t('saved') })
  return (
    <SideForm
      title={login ? t('logins.edit', { name: login.name }) : t('logins.create')}
      saveLabel={login ? t('save') : t('logins.create')}
      width={WIDTH}
      schema={deviceLoginForm}
      initial={toForm(login)}
      reason={can('network.edit-scripts') ? undefined : t('mayNotEdit')}
      onSave={(form) => {
        const body = withoutEmptySecrets(form)
        return login
          ? change.mutateAsync({ params: { id: login.id }, ifMatch: login.version, body })
          : create.mutateAsync({ body })
      }}
      onClose={onClose}
    >
      <SecretFields login={login} />
      <WayFields />
      <FieldGroup title={t('logins.places')} help={t('logins.placesHelp')}>
        <TemplatesField label={t('fields.models')} />
        <GroupsField label={t('fields.groups')} />
        <DevicesField label={t('fields.devices')} />
      </FieldGroup>
      <Field name="note" label={t('fields.note')}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} />
      </Field>
    </SideForm>
  )
}

function SecretFields({ login }: { login?: DeviceLogin }) {
  const t = useTexts('scripts')
  const hint = (isKept: boolean | undefined, otherwise?: string) =>
    isKept ? t('logins.keepSecret') : otherwise
  return (
    <FieldGroup help={t('logins.secretsHelp')}>
      <Field name="name" label={t('fields.name')} hint={t('logins.nameHint')} isRequired>
        <Input autoComplete="off" />
      </Field>
      <FieldRow>
        <Field name="login" label={t('logins.login')}>
          <Input autoComplete="off" autoCapitalize="none" spellCheck={false} />
        </Field>
        <Field name="password" label={t('logins.password')} hint={hint(login?.hasPassword)}>
          <Input.Password autoComplete="new-password" />
        </Field>
      </FieldRow>
      <Field
        name="enablePassword"
        label={t('logins.enablePassword')}
        hint={hint(login?.hasEnablePassword, t('logins.enableHint'))}
      >
        <Input.Password autoComplete="new-password" />
      </Field>
      <Field name="key" label={t('logins.key')} hint={hint(login?.hasKey, t('logins.keyHint'))}>
        <Input.TextArea
          className={styles.code}
          autoSize={{ minRows: 2, maxRows: 6 }}
          spellCheck={false}
          autoComplete="off"
        />
      </Field>
      <FieldRow>
        <Field name="passphrase" label={t('logins.passphrase')} hint={hint(login?.hasPassphrase)}>
          <Input.Password autoComplete="new-password" />
        </Field>
        <Field
          name="token"
          label={t('logins.token')}
          hint={hint(login?.hasToken, t('logins.tokenHint'))}
        >
          <Input.Password autoComplete="new-password" />
        </Field>
      </FieldRow>
    </FieldGroup>
  )
}

function WayFields() {
  const t = useTexts('scripts')
  return (
    <FieldGroup title={t('logins.way')}>
      <FieldRow>
        {(['sshPort', 'telnetPort', 'httpPort'] as const).map((name) => (
          <Field key={name} name={name} label={t(`logins.${name}`)}>
            <InputNumber min={1} max={PORT_MAX} controls={false} style={{ width: '100%' }} />
          </Field>
        ))}
      </FieldRow>
      <FlagField name="isHttps" label={t('logins.isHttps')} />
      <FlagField
        name="trustsFirstKey"
        label={t('logins.trustsFirstKey')}
        hint={t('logins.trustsHint')}
      />
      <FlagField
        name="allowsOldAlgorithms"
        label={t('logins.allowsOldAlgorithms')}
        hint={t('logins.oldHint')}
      />
    </FieldGroup>
  )
}

/** A field that was left empty says nothing about its secret. */
function withoutEmptySecrets(form: LoginInput): LoginInput {
  const kept: LoginInput = { ...form }
  for (const name of SECRETS) if (!kept[name]) delete kept[name]
  return kept
}

function toForm(login: DeviceLogin | undefined): LoginInput {
  const secrets = { password: '', enablePassword: '', key: '', passphrase: '', token: '' }
  return {
    ...deviceLoginForm.parse(login ?? { name: '-' }),
    ...(!login && { name: '' }),
    ...secrets,
  }
}
