import { DEVICE_DIALECTS, PORT_MATCHES } from '@altyn/contract/network/snmp'
import { Form, Input, InputNumber, Select } from 'antd'
import { useTexts } from '../../../../lib/i18n.ts'
import { useDraft } from '../../../../ui/fields/draft-form.tsx'
import { Field, FieldGroup } from '../../../../ui/fields/field.tsx'

/** What a model speaks, and how its interfaces become our ports. */
export function MatchFields() {
  const t = useTexts('polling')
  const { form } = useDraft()
  const version: unknown = Form.useWatch('snmpVersion', { form, preserve: true })
  const match: unknown = Form.useWatch('portMatch', { form, preserve: true })
  if (version === 'none') return null
  return (
    <FieldGroup title={t('match.title')} help={t('match.help')}>
      <Field name="dialect" label={t('match.dialect')} hint={t('match.dialectHint')}>
        <Select
          options={DEVICE_DIALECTS.map((value) => ({ value, label: t(`dialects.${value}`) }))}
        />
      </Field>
      <Field name="portMatch" label={t('match.portMatch')}>
        <Select
          options={PORT_MATCHES.map((value) => ({ value, label: t(`match.kinds.${value}`) }))}
        />
      </Field>
      {match === 'number' && (
        <Field name="portOffset" label={t('match.offset')} hint={t('match.offsetHint')}>
          <InputNumber controls={false} style={{ width: '100%' }} />
        </Field>
      )}
      {match === 'pattern' && (
        <Field name="portPattern" label={t('match.pattern')} hint={t('match.patternHint')}>
          <Input autoComplete="off" spellCheck={false} />
        </Field>
      )}
    </FieldGroup>
  )
}
