import { CHARGED_BLOCKS, FEE_ANCHORS, INCOMPLETE_PERIODS } from '@altyn/contract/catalogue/terms'
import { Collapse, InputNumber, Select } from 'antd'
import { useTexts } from '../../lib/i18n.ts'
import { Field, FieldRow } from '../../ui/fields/field.tsx'
import { MoneyField } from '../../ui/fields/money-field.tsx'
import { PercentField } from './percent-field.tsx'

type FurtherFieldsProps = { currency: string; isDaily: boolean }

/** Terms that most tariffs leave as they are; each group says what it is for before it is opened. */
export function FurtherFields({ currency, isDaily }: FurtherFieldsProps) {
  const t = useTexts('catalogue')
  return (
    <Collapse
      ghost
      items={[
        {
          key: 'months',
          label: t('further.months'),
          forceRender: true,
          children: <MonthFields isDaily={isDaily} />,
        },
        {
          key: 'block-fees',
          label: t('further.blockFees'),
          forceRender: true,
          children: <BlockFeeFields currency={currency} />,
        },
        {
          key: 'coefficients',
          label: t('further.coefficients'),
          forceRender: true,
          children: <CoefficientFields />,
        },
      ]}
    />
  )
}

function MonthFields({ isDaily }: { isDaily: boolean }) {
  const t = useTexts('catalogue')
  const periods = INCOMPLETE_PERIODS.map((value) => ({
    value,
    label: t(`incomplete.${value}`),
  }))
  return (
    <>
      <Field
        name="feeAnchor"
        label={t('form.feeAnchor')}
        hint={isDaily ? t('form.noMonthsForDays') : undefined}
      >
        <Select
          disabled={isDaily}
          options={FEE_ANCHORS.map((value) => ({ value, label: t(`feeAnchor.${value}`) }))}
        />
      </Field>
      <FieldRow>
        <Field name="firstPeriod" label={t('form.firstPeriod')}>
          <Select options={periods} />
        </Field>
        <Field name="lastPeriod" label={t('form.lastPeriod')}>
          <Select options={periods} />
        </Field>
      </FieldRow>
    </>
  )
}

function BlockFeeFields({ currency }: { currency: string }) {
  const t = useTexts('catalogue')
  return (
    <>
      <FieldRow>
        {CHARGED_BLOCKS.map((kind) => (
          <Field key={kind} name={`blockFees.${kind}`} label={t(`blockFee.${kind}`)}>
            <MoneyField currency={currency} />
          </Field>
        ))}
      </FieldRow>
      <Field
        name="blockFeeDaysMax"
        label={t('form.blockFeeDaysMax')}
        hint={t('form.blockFeeDaysMaxHint')}
      >
        <InputNumber min={1} max={3650} />
      </Field>
    </>
  )
}

function CoefficientFields() {
  const t = useTexts('catalogue')
  return (
    <FieldRow>
      <Field
        name="coefficientMin"
        label={t('form.coefficientMin')}
        hint={t('form.coefficientHint')}
      >
        <PercentField />
      </Field>
      <Field name="coefficientMax" label={t('form.coefficientMax')}>
        <PercentField />
      </Field>
    </FieldRow>
  )
}
