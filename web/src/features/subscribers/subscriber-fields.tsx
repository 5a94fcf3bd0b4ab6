import { SUBSCRIBER_KINDS } from '@altyn/contract/subscribers'
import { Form, Input, Segmented } from 'antd'
import { useTexts } from '../../lib/i18n.ts'
import { useDraft } from '../../ui/fields/draft-form.tsx'
import { Field, FieldGroup, FieldRow } from '../../ui/fields/field.tsx'
import { AddressFields } from './address-fields.tsx'
import { ContactFields } from './contact-fields.tsx'
import type { SubscriberKind } from './kind-icon.tsx'
import { BankFields, PassportFields, RegistrationFields } from './requisites-fields.tsx'

/** All fields of a subscriber card; which of them are shown depends on who the subscriber is. */
export function SubscriberFields() {
  const t = useTexts('subscribers')
  const { form } = useDraft()
  const kind: SubscriberKind = Form.useWatch('kind', { form, preserve: true }) ?? 'person'
  return (
    <>
      <Field name="kind" label={t('field.kind')}>
        <Segmented
          block
          options={SUBSCRIBER_KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
        />
      </Field>
      {kind === 'company' ? <CompanyName /> : <PersonName />}
      <ContactFields />
      <AddressFields />
      {kind === 'person' && <PassportFields />}
      {kind !== 'person' && (
        <>
          <RegistrationFields kind={kind} />
          <BankFields />
        </>
      )}
      <FieldGroup>
        <Field name="note" label={t('field.note')} hint={t('field.noteHint')}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} />
        </Field>
      </FieldGroup>
    </>
  )
}

function CompanyName() {
  const t = useTexts('subscribers')
  return (
    <Field name="name" label={t('field.companyName')} hint={t('field.companyNameHint')} isRequired>
      <Input autoComplete="off" />
    </Field>
  )
}

function PersonName() {
  const t = useTexts('subscribers')
  return (
    <>
      <Field name="surname" label={t('field.surname')} isRequired>
        <Input autoComplete="off" />
      </Field>
      <FieldRow>
        <Field name="givenName" label={t('field.givenName')} isRequired>
          <Input autoComplete="off" />
        </Field>
        <Field name="patronymic" label={t('field.patronymic')}>
          <Input autoComplete="off" />
        </Field>
      </FieldRow>
    </>
  )
}
