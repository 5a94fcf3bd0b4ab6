import { SNMP_AUTHS, SNMP_CIPHERS, SNMP_VERSIONS } from '@altyn/contract/network/snmp'
import { Form, Input, InputNumber, Select } from 'antd'
import { useTexts } from '../../../../lib/i18n.ts'
import { useDraft } from '../../../../ui/fields/draft-form.tsx'
import { Field, FieldGroup, FieldRow } from '../../../../ui/fields/field.tsx'

type SnmpFieldsProps = {
  /** A template may say that its devices are not asked. */
  mayBeNone: boolean
  hasSecret: boolean
  hasPrivacySecret: boolean
}

/** How devices are asked: the version with what it needs, and the pace. */
export function SnmpFields({ mayBeNone, hasSecret, hasPrivacySecret }: SnmpFieldsProps) {
  const t = useTexts('polling')
  const { form } = useDraft()
  const version: unknown = Form.useWatch('snmpVersion', { form, preserve: true })
  const isAsked = version !== 'none'
  const versions = SNMP_VERSIONS.filter((value) => mayBeNone || value !== 'none')
  return (
    <FieldGroup title={t('snmp.title')} help={isAsked ? t('snmp.help') : undefined}>
      <Field name="snmpVersion" label={t('snmp.version')}>
        <Select
          options={versions.map((value) => ({ value, label: t(`snmp.versions.${value}`) }))}
        />
      </Field>
      {version === 'v3' && <UserFields hasPrivacySecret={hasPrivacySecret} hasSecret={hasSecret} />}
      {isAsked && version !== 'v3' && (
        <SecretLine name="snmpSecret" label={t('snmp.community')} isKept={hasSecret} />
      )}
      {isAsked && <PaceFields />}
    </FieldGroup>
  )
}

function UserFields(props: { hasSecret: boolean; hasPrivacySecret: boolean }) {
  const t = useTexts('polling')
  const { form } = useDraft()
  const auth: unknown = Form.useWatch('snmpAuth', { form, preserve: true })
  const cipher: unknown = Form.useWatch('snmpCipher', { form, preserve: true })
  const isKnown = auth !== 'none'
  return (
    <>
      <Field name="snmpUser" label={t('snmp.user')}>
        <Input autoComplete="off" spellCheck={false} />
      </Field>
      <FieldRow>
        <Field name="snmpAuth" label={t('snmp.auth')}>
          <Select
            options={SNMP_AUTHS.map((value) => ({ value, label: t(`snmp.auths.${value}`) }))}
          />
        </Field>
        {isKnown && (
          <Field name="snmpCipher" label={t('snmp.cipher')}>
            <Select
              options={SNMP_CIPHERS.map((value) => ({ value, label: t(`snmp.ciphers.${value}`) }))}
            />
          </Field>
        )}
      </FieldRow>
      {isKnown && (
        <SecretLine name="snmpSecret" label={t('snmp.password')} isKept={props.hasSecret} />
      )}
      {isKnown && cipher !== 'none' && (
        <SecretLine
          name="snmpPrivacySecret"
          label={t('snmp.privacy')}
          isKept={props.hasPrivacySecret}
        />
      )}
    </>
  )
}

function SecretLine({ name, label, isKept }: { name: string; label: string; isKept: boolean }) {
  const t = useTexts('polling')
  return (
    <Field name={name} label={label} hint={isKept ? t('snmp.keepSecret') : undefined}>
      <Input.Password autoComplete="new-password" />
    </Field>
  )
}

function PaceFields() {
  const t = useTexts('polling')
  return (
    <FieldRow>
      <Field name="pollSeconds" label={t('snmp.pollSeconds')}>
        <InputNumber controls={false} style={{ width: '100%' }} />
      </Field>
      <Field name="snmpPort" label={t('snmp.port')}>
        <InputNumber controls={false} style={{ width: '100%' }} />
      </Field>
      <Field name="snmpTimeoutMs" label={t('snmp.timeoutMs')}>
        <InputNumber controls={false} style={{ width: '100%' }} />
      </Field>
      <Field name="snmpRetries" label={t('snmp.retries')}>
        <InputNumber controls={false} style={{ width: '100%' }} />
      </Field>
    </FieldRow>
  )
}
