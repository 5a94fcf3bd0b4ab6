import { COUNTED_TRAFFIC, STEPPINGS, type TariffFamily } from '@altyn/contract/catalogue/terms'
import { Button, Form, Input, InputNumber, Select } from 'antd'
import { currencySign } from '../../lib/format/money.ts'
import { useTexts } from '../../lib/i18n.ts'
import { useDraft } from '../../ui/fields/draft-form.tsx'
import { Field, FieldGroup, FieldRow, FlagField } from '../../ui/fields/field.tsx'
import styles from './catalogue.module.css'

/** Families whose usage costs something beyond the fee, with the unit of the price. */
export const UNITS: Partial<Record<TariffFamily, 'megabyte' | 'minute'>> = {
  'internet-volume': 'megabyte',
  'internet-time': 'minute',
}

/** What a metered tariff begins with. */
export function firstUsage(family: TariffFamily) {
  const unit = UNITS[family]
  if (!unit) return null
  const common = {
    included: 0,
    carriesOver: false,
    includedByDays: true,
    stepping: 'graduated' as const,
    prices: [{ category: null, band: null, steps: [{ from: 0, price: '' }] }],
  }
  return unit === 'megabyte'
    ? { kind: 'volume' as const, counts: 'sum' as const, ...common }
    : { kind: 'time' as const, ...common }
}

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
      <StepFields unit={unit} currency={currency} />
      <Field name="usage.stepping" label={t('usage.stepping.label')}>
        <Select
          options={STEPPINGS.map((value) => ({ value, label: t(`usage.stepping.${value}`) }))}
        />
      </Field>
    </FieldGroup>
  )
}

/** The first step is from nought and cannot be moved; each next one begins later. */
function StepFields({ unit, currency }: UsageFieldsProps) {
  const t = useTexts('catalogue')
  const { noteChange } = useDraft()
  return (
    <Form.List name={['usage', 'prices', 0, 'steps']}>
      {(fields, { add, remove }) => (
        <div className={styles.steps}>
          {fields.map(({ key, name }, index) => (
            <div key={key} className={styles.member}>
              <span>{t(`usage.from.${unit}`)}</span>
              <Form.Item name={[name, 'from']} noStyle>
                <InputNumber min={0} disabled={index === 0} aria-label={t(`usage.from.${unit}`)} />
              </Form.Item>
              <Field
                name={`usage.prices.0.steps.${index}.price`}
                label={t(`usage.price.${unit}`)}
                isRequired
              >
                <Input inputMode="decimal" autoComplete="off" suffix={currencySign(currency)} />
              </Field>
              {index > 0 && (
                <Button
                  type="text"
                  size="small"
                  onClick={() => {
                    remove(name)
                    noteChange()
                  }}
                >
                  {t('services.removeMember')}
                </Button>
              )}
            </div>
          ))}
          <Button
            size="small"
            onClick={() => {
              add({ from: undefined, price: '' })
              noteChange()
            }}
          >
            {t('usage.addStep')}
          </Button>
        </div>
      )}
    </Form.List>
  )
}
