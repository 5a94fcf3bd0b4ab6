import { type Operator, operatorForm, type Requisites } from '@altyn/contract/settings'
import { Input, Select } from 'antd'
import { useMemo } from 'react'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import { Field, FieldGroup, FieldRow } from '../../ui/fields/field.tsx'
import { SettingsForm, SettingsSection } from '../../ui/pages/settings-page.tsx'
import { RequisiteField } from './requisite-field.tsx'
import { zoneOptions } from './time-zones.ts'
import { useOperatorChange } from './use-operator-change.ts'

export type SectionProps = {
  operator: Operator
  /** Why nothing can be changed here. */
  reason: string | undefined
}

const nameForm = operatorForm.pick({ name: true, timeZone: true })
const requisitesForm = operatorForm.pick({ requisites: true })

/** The name that staff see, and the zone that business days are counted in. */
export function NameSection({ operator, reason }: SectionProps) {
  const t = useTexts('settings')
  const [language] = useLanguage()
  const save = useOperatorChange(operator)
  const { name, timeZone } = operator
  const options = useMemo(() => zoneOptions(language, timeZone), [language, timeZone])
  return (
    <SettingsSection title={t('name.title')} help={t('name.help')}>
      <SettingsForm schema={nameForm} initial={{ name, timeZone }} onSave={save} reason={reason}>
        <Field name="name" label={t('fields.name')} hint={t('name.nameHint')} isRequired>
          <Input autoComplete="off" />
        </Field>
        <Field name="timeZone" label={t('fields.timeZone')} hint={t('name.zoneHint')} isRequired>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={options}
            disabled={reason !== undefined}
          />
        </Field>
      </SettingsForm>
    </SettingsSection>
  )
}

/** What is printed on documents about the operator. */
export function RequisitesSection({ operator, reason }: SectionProps) {
  const t = useTexts('settings')
  const save = useOperatorChange(operator)
  const initial: { requisites: Requisites } = { requisites: operator.requisites }
  return (
    <SettingsSection title={t('requisites.title')} help={t('requisites.help')}>
      <SettingsForm schema={requisitesForm} initial={initial} onSave={save} reason={reason}>
        <LegalFields />
        <BankFields />
        <FieldGroup title={t('requisites.signers')} help={t('requisites.signersHelp')}>
          <FieldRow>
            <TextField name="director" />
            <TextField name="accountant" />
          </FieldRow>
        </FieldGroup>
      </SettingsForm>
    </SettingsSection>
  )
}

function LegalFields() {
  const t = useTexts('settings')
  return (
    <FieldGroup title={t('requisites.legal')}>
      <TextField name="fullName" />
      <FieldRow>
        <RequisiteField name="inn" length={12} />
        <RequisiteField name="kpp" length={9} />
        <RequisiteField name="ogrn" length={15} />
      </FieldRow>
      <TextField name="address" />
      <FieldRow>
        <TextField name="phone" />
        <TextField name="email" />
      </FieldRow>
    </FieldGroup>
  )
}

function BankFields() {
  const t = useTexts('settings')
  return (
    <FieldGroup title={t('requisites.bank')} help={t('requisites.bankHelp')}>
      <FieldRow>
        <RequisiteField name="bic" length={9} />
        <TextField name="bankName" />
      </FieldRow>
      <FieldRow>
        <RequisiteField name="bankAccount" length={20} />
        <RequisiteField name="correspondentAccount" length={20} />
      </FieldRow>
    </FieldGroup>
  )
}

function TextField({ name }: { name: keyof Requisites }) {
  const t = useTexts('settings')
  return (
    <Field name={`requisites.${name}`} label={t(`fields.${name}`)}>
      <Input autoComplete="off" />
    </Field>
  )
}
