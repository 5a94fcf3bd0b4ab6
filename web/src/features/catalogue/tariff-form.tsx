import { createTariff, listServiceClasses, tariffForm } from '@altyn/contract/catalogue'
import { TARIFF_FAMILIES, type TariffFamily } from '@altyn/contract/catalogue/terms'
import { Input, Select } from 'antd'
import { useRef } from 'react'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import { useCurrency, useToday } from '../../lib/operator.ts'
import { useCall, useDeed } from '../../lib/use-call.ts'
import { DayField } from '../../ui/fields/day-field.tsx'
import { useDraft } from '../../ui/fields/draft-form.tsx'
import { Field, FieldGroup, FieldRow } from '../../ui/fields/field.tsx'
import { SideForm } from '../../ui/pages/side-form.tsx'
import { FIRST_TERMS } from './terms.ts'
import { TermsFields } from './terms-fields.tsx'
import { firstUsage } from './usage/first-usage.ts'

const WIDTH = 560

type TariffFormProps = { onCreated: (id: number) => void; onClose: () => void }

/** A new tariff with its first version. */
export function TariffForm({ onCreated, onClose }: TariffFormProps) {
  const t = useTexts('catalogue')
  const today = useToday()
  const createdId = useRef<number>(undefined)
  const create = useDeed(createTariff, {
    isFailureShownByCaller: true,
    done: ({ name }) => t('create.done', { name }),
  })
  return (
    <SideForm
      title={t('create.title')}
      saveLabel={t('create.submit')}
      width={WIDTH}
      schema={tariffForm}
      initial={{
        ...FIRST_TERMS,
        name: '',
        family: 'internet-flat',
        serviceClass: 'internet',
        // From the first of the month, so that those connected this month can be put on it.
        from: `${today.slice(0, 7)}-01`,
      }}
      onSave={async (body) => {
        createdId.current = (await create.mutateAsync({ body })).id
      }}
      // Only now nothing is unsaved, and the page may be left.
      onSaved={() => createdId.current !== undefined && onCreated(createdId.current)}
      onClose={onClose}
    >
      <FieldGroup>
        <Field name="name" label={t('form.name')} isRequired>
          <Input autoComplete="off" />
        </Field>
        <Field name="family" label={t('form.family')}>
          <FamilyField />
        </Field>
        <FieldRow>
          <Field name="serviceClass" label={t('form.serviceClass')}>
            <ClassField />
          </Field>
          <Field name="from" label={t('form.from')} isRequired>
            <DayField />
          </Field>
        </FieldRow>
      </FieldGroup>
      <TermsFields currency={useCurrency()} />
    </SideForm>
  )
}

const CLASS_OF: Partial<Record<TariffFamily, string>> = {
  services: 'tv',
  telephony: 'telephony',
}

/** Another family brings its own prices of usage, and the class that is usual for it. */
function FamilyField(props: { value?: string; onChange?: (family: string) => void; id?: string }) {
  const t = useTexts('catalogue')
  const { form } = useDraft()
  const change = (family: TariffFamily) => {
    form.setFieldsValue({
      usage: firstUsage(family),
      serviceClass: CLASS_OF[family] ?? 'internet',
      // A telephone has no speed.
      ...(family === 'telephony' && { speedDownKbps: 0, speedUpKbps: 0, speedRules: [] }),
    })
    props.onChange?.(family)
  }
  return (
    <Select
      id={props.id}
      value={props.value as TariffFamily | undefined} // the choice is made here alone
      onChange={change}
      options={TARIFF_FAMILIES.map((value) => ({ value, label: t(`family.${value}`) }))}
    />
  )
}

function ClassField(props: { value?: string; onChange?: (code: string) => void; id?: string }) {
  const [language] = useLanguage()
  const { data } = useCall(listServiceClasses)
  const options = data?.items.map(({ code, nameRu, nameEn }) => ({
    value: code,
    label: language === 'ru' ? nameRu : nameEn,
  }))
  return <Select {...props} loading={!data} options={options} />
}
