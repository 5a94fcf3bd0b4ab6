import { COUNTED_TRAFFIC, STEPPINGS } from '@altyn/contract/catalogue/terms'
import { InputNumber, Select } from 'antd'
import { useTexts } from '../../../lib/i18n.ts'
import { Field, FieldGroup, FieldRow, FlagField } from '../../../ui/fields/field.tsx'
import { PriceFields } from './price-fields.tsx'

type UsageFieldsProps = { unit: 'megabyte' | 'minute'; currency: string }

/** What is given with the fee, and what usage beyond it costs, by steps. */
export function UsageFields({ unit, currency }: UsageFieldsProps) {
  const t = useTexts('catalogue')
  return (
    <FieldGroup title={t(`usage.title.${unit}`)}>
      <FieldRow>
        <Field name="usage.included" label={t(`usage.included.${unit}`)}>
          <InputNumber min={0} max={1_000_000_000} />
        </Field>
        {unit === 'megabyte' && (
          <Field name="usage.counts" label={t('usage.counts.label')}>
            <Select
              options={COUNTED_TRAFFIC.map((value) => ({
                value,
                label: t(`usage.counts.${value}`),
              }))}
            />
          </Field>
        )}
      </FieldRow>
      <FlagField name="usage.carriesOver" label={t('usage.carriesOver')} />
      <FlagField name="usage.includedByDays" label={t('usage.includedByDays')} />
      <PriceFields unit={unit} currency={currency} />
      <Field name="usage.stepping" label={t('usage.stepping.label')}>
        <Select
          options={STEPPINGS.map((value) => ({ value, label: t(`usage.stepping.${value}`) }))}
        />
      </Field>
    </FieldGroup>
  )
}
