import { Form, Input, InputNumber, Select } from 'antd'
import { currencySign } from '../../../lib/format/money.ts'
import { useTexts } from '../../../lib/i18n.ts'
import { Field, FieldRow } from '../../../ui/fields/field.tsx'
import { RowButton } from '../../../ui/fields/row-button.tsx'
import styles from '../catalogue.module.css'
import { FIRST_STEP } from './first-usage.ts'
import { useBandNames, useCategoryNames } from './names.ts'

type PriceFieldsProps = { unit: 'megabyte' | 'minute'; currency: string }

/** The price of all usage, and beside it those of categories of traffic and of bands of time. */
export function PriceFields({ unit, currency }: PriceFieldsProps) {
  const t = useTexts('catalogue')
  return (
    <Form.List name={['usage', 'prices']}>
      {(fields, { add, remove }) => (
        <div className={styles.steps}>
          {fields.map(({ key, name }, index) => (
            <section key={key} className={index === 0 ? undefined : styles.ownPrice}>
              {index > 0 && (
                <>
                  <ForWhom unit={unit} index={index} />
                  <RowButton
                    label={t('usage.removePrice')}
                    isRemoving
                    onPress={() => remove(name)}
                  />
                </>
              )}
              <StepFields unit={unit} currency={currency} index={index} />
            </section>
          ))}
          <RowButton
            label={t(`usage.addPrice.${unit}`)}
            onPress={() => add({ category: null, band: null, steps: [FIRST_STEP] })}
          />
        </div>
      )}
    </Form.List>
  )
}

/** Which usage a price is of. Time on-line has no categories: it goes nowhere. */
function ForWhom({ unit, index }: { unit: 'megabyte' | 'minute'; index: number }) {
  const t = useTexts('catalogue')
  const categories = useCategoryNames()
  const bands = useBandNames()
  const options = (names: ReadonlyMap<string, string>, all: string) => [
    { value: null, label: all },
    ...[...names].map(([value, label]) => ({ value, label })),
  ]
  return (
    <FieldRow>
      {unit === 'megabyte' && (
        <Field listed={2} name={`usage.prices.${index}.category`} label={t('usage.category')}>
          <Select options={options(categories, t('usage.allCategories'))} />
        </Field>
      )}
      <Field listed={2} name={`usage.prices.${index}.band`} label={t('usage.band')}>
        <Select options={options(bands, t('usage.allBands'))} />
      </Field>
    </FieldRow>
  )
}

/** The first step is from nought and cannot be moved; each next one begins later. */
function StepFields({ unit, currency, index }: PriceFieldsProps & { index: number }) {
  const t = useTexts('catalogue')
  return (
    <Form.List name={[index, 'steps']}>
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }, step) => (
            <div key={key} className={styles.member}>
              <span>{t(`usage.from.${unit}`)}</span>
              <Form.Item name={[name, 'from']} noStyle>
                <InputNumber min={0} disabled={step === 0} aria-label={t(`usage.from.${unit}`)} />
              </Form.Item>
              <Field
                listed={4}
                name={`usage.prices.${index}.steps.${step}.price`}
                label={t(`usage.price.${unit}`)}
                isRequired
              >
                <Input inputMode="decimal" autoComplete="off" suffix={currencySign(currency)} />
              </Field>
              {step > 0 && (
                <RowButton
                  label={t('services.removeMember')}
                  isRemoving
                  onPress={() => remove(name)}
                />
              )}
            </div>
          ))}
          <RowButton
            label={t('usage.addStep')}
            onPress={() => add({ from: undefined, price: '' })}
          />
        </>
      )}
    </Form.List>
  )
}
