import { CALL_CLASSES } from '@altyn/contract/catalogue/price-lists'
import { Input, InputNumber, Select } from 'antd'
import { currencySign } from '../../../lib/format/money.ts'
import { useTexts } from '../../../lib/i18n.ts'
import { Field, FieldGroup, FieldRow, FlagField } from '../../../ui/fields/field.tsx'
import { useClassName, usePriceListNames } from './names.ts'

const SECONDS_MAX = 86_400

/** Which minutes are given with the fee, by which prices the others go, and how long a call counts. */
export function CallFields({ currency }: { currency: string }) {
  const t = useTexts('catalogue')
  const lists = usePriceListNames()
  const className = useClassName()
  const price = <Input inputMode="decimal" autoComplete="off" suffix={currencySign(currency)} />
  return (
    <FieldGroup title={t('calls.title')}>
      <Field
        name="usage.priceListId"
        label={t('calls.priceList')}
        hint={lists.size === 0 ? t('calls.noPriceLists') : undefined}
        isRequired
      >
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={[...lists].map(([value, label]) => ({ value, label }))}
        />
      </Field>
      <FieldRow>
        <Field name="usage.included" label={t('usage.included.minute')}>
          <InputNumber min={0} max={1_000_000} />
        </Field>
        <Field name="usage.includedClasses" label={t('calls.includedClasses')}>
          <Select
            mode="tags"
            placeholder={t('calls.allClasses')}
            options={CALL_CLASSES.map((value) => ({ value, label: className(value) }))}
          />
        </Field>
      </FieldRow>
      <FlagField name="usage.carriesOver" label={t('usage.carriesOver')} />
      <FlagField name="usage.includedByDays" label={t('usage.includedByDays')} />
      <FieldRow>
        <Field name="usage.stepSeconds" label={t('calls.step')} hint={t('calls.stepHint')}>
          <InputNumber min={1} max={SECONDS_MAX} />
        </Field>
        <Field name="usage.freeSeconds" label={t('calls.free')} hint={t('calls.freeHint')}>
          <InputNumber min={0} max={SECONDS_MAX} />
        </Field>
        <Field name="usage.minimumSeconds" label={t('calls.minimum')}>
          <InputNumber min={0} max={SECONDS_MAX} />
        </Field>
      </FieldRow>
      <FieldRow>
        <Field name="usage.callPrice" label={t('calls.callPrice')} hint={t('calls.callPriceHint')}>
          {price}
        </Field>
        <Field name="usage.incomingPrice" label={t('calls.incomingPrice')}>
          {price}
        </Field>
      </FieldRow>
    </FieldGroup>
  )
}
