import { DISCOUNT_SCOPES, type SERVICE_KINDS } from '@altyn/contract/catalogue/services'
import { CHARGED_BLOCKS, INCOMPLETE_PERIODS } from '@altyn/contract/catalogue/terms'
import { Collapse, Form, InputNumber, Select } from 'antd'
import { useTexts } from '../../../lib/i18n.ts'
import { useDraft } from '../../../ui/fields/draft-form.tsx'
import { Field, FieldRow } from '../../../ui/fields/field.tsx'
import { MoneyField } from '../../../ui/fields/money-field.tsx'
import { RowButton } from '../../../ui/fields/row-button.tsx'
import styles from '../catalogue.module.css'
import { PercentField } from '../percent-field.tsx'
import { TurboFields } from './turbo-fields.tsx'

type ServiceTermsFieldsProps = {
  currency: string
  /** Known when an existing service gets a new price. */
  kind?: (typeof SERVICE_KINDS)[number]
}

/** What a service costs: the price in sight, the rest in groups that say what they are for. */
export function ServiceTermsFields({ currency, kind: known }: ServiceTermsFieldsProps) {
  const t = useTexts('catalogue')
  const { form } = useDraft()
  const typed: unknown = Form.useWatch('kind', form)
  const kind = known ?? typed
  const isOneOff = kind === 'one-off'
  return (
    <>
      <FieldRow>
        <Field name="price" label={t(`services.priceOf.${String(kind ?? 'monthly')}`)} isRequired>
          <MoneyField currency={currency} />
        </Field>
        <Field name="activation" label={t('services.activation')}>
          <MoneyField currency={currency} />
        </Field>
      </FieldRow>
      {isOneOff && <TurboFields />}
      <Collapse
        ghost
        items={[
          ...(isOneOff
            ? []
            : [
                {
                  key: 'term',
                  label: t('services.termGroup'),
                  forceRender: true,
                  children: <TermGroup currency={currency} />,
                },
                {
                  key: 'periods',
                  label: t('further.months'),
                  forceRender: true,
                  children: <PeriodGroup />,
                },
                {
                  key: 'blocks',
                  label: t('further.blockFees'),
                  forceRender: true,
                  children: <BlockGroup currency={currency} />,
                },
              ]),
          {
            key: 'quantity',
            label: t('services.quantityGroup'),
            forceRender: true,
            children: <QuantityGroup isNew={known === undefined} />,
          },
        ]}
      />
    </>
  )
}

function TermGroup({ currency }: { currency: string }) {
  const t = useTexts('catalogue')
  return (
    <>
      <FieldRow>
        <Field name="promoDays" label={t('services.promoDays')}>
          <InputNumber min={0} max={3650} />
        </Field>
        <Field name="promoPrice" label={t('services.promoPrice')}>
          <MoneyField currency={currency} />
        </Field>
      </FieldRow>
      <FieldRow>
        <Field name="termMonthsMin" label={t('services.termMonthsMin')}>
          <InputNumber min={0} max={120} />
        </Field>
        <Field name="exitFee" label={t('services.exitFee')}>
          <MoneyField currency={currency} />
        </Field>
      </FieldRow>
    </>
  )
}

function PeriodGroup() {
  const t = useTexts('catalogue')
  const options = INCOMPLETE_PERIODS.map((value) => ({ value, label: t(`incomplete.${value}`) }))
  return (
    <FieldRow>
      <Field name="firstPeriod" label={t('form.firstPeriod')}>
        <Select options={options} />
      </Field>
      <Field name="lastPeriod" label={t('form.lastPeriod')}>
        <Select options={options} />
      </Field>
    </FieldRow>
  )
}

function BlockGroup({ currency }: { currency: string }) {
  const t = useTexts('catalogue')
  return (
    <FieldRow>
      {CHARGED_BLOCKS.map((kind) => (
        <Field key={kind} name={`blockFees.${kind}`} label={t(`blockFee.${kind}`)}>
          <MoneyField currency={currency} />
        </Field>
      ))}
    </FieldRow>
  )
}

function QuantityGroup({ isNew }: { isNew: boolean }) {
  const t = useTexts('catalogue')
  return (
    <>
      {isNew && (
        <Field name="discountScope" label={t('services.scope.label')}>
          <Select
            options={DISCOUNT_SCOPES.map((value) => ({
              value,
              label: t(`services.scope.${value}`),
            }))}
          />
        </Field>
      )}
      <Form.List name="quantityDiscounts">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <div key={key} className={styles.member}>
                <span>{t('services.fromQuantity')}</span>
                <Form.Item name={[name, 'from']} noStyle>
                  <InputNumber min={1} max={10_000} aria-label={t('services.fromQuantity')} />
                </Form.Item>
                <span>{t('services.off')}</span>
                <Form.Item name={[name, 'basisPoints']} noStyle>
                  <PercentField />
                </Form.Item>
                <RowButton
                  label={t('services.removeMember')}
                  isRemoving
                  onPress={() => remove(name)}
                />
              </div>
            ))}
            <RowButton
              label={t('services.addDiscount')}
              onPress={() => add({ from: 2, basisPoints: 1000 })}
            />
          </>
        )}
      </Form.List>
    </>
  )
}
