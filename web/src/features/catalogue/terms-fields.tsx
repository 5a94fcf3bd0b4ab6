import { BLOCK_POLICIES, FEE_CHARGED, FEE_PERIODS } from '@altyn/contract/catalogue/terms'
import { Form, Segmented } from 'antd'
import { useTexts } from '../../lib/i18n.ts'
import { ChoiceField } from '../../ui/fields/choice-field.tsx'
import { useDraft } from '../../ui/fields/draft-form.tsx'
import { Field, FieldGroup, FieldRow } from '../../ui/fields/field.tsx'
import { MoneyField } from '../../ui/fields/money-field.tsx'
import { FeePreview } from './fee-preview.tsx'
import { FurtherFields } from './further-fields.tsx'
import { SpeedField } from './speed-field.tsx'
import { SpeedRuleFields } from './speeds/speed-rule-fields.tsx'
import type { TermsDraft } from './terms.ts'
import { CallFields } from './usage/call-fields.tsx'
import { UsageFields } from './usage/usage-fields.tsx'

/** What a tariff costs, how it is taken, what follows when it is not paid, and what it gives. */
export function TermsFields({ currency }: { currency: string }) {
  const t = useTexts('catalogue')
  const { form } = useDraft()
  const feePeriod: unknown = Form.useWatch('feePeriod', { form, preserve: true })
  const isDaily = feePeriod === 'day'
  const usage: unknown = Form.useWatch(['usage', 'kind'], { form, preserve: true })
  const unit = usage === 'volume' ? 'megabyte' : usage === 'time' ? 'minute' : undefined
  const changePeriod = (period: string) => {
    // A fee by the day has no month to be taken for in advance, or to count from a day.
    if (period === 'day') {
      form.setFieldsValue({ feeCharged: 'daily-parts', feeAnchor: 'calendar' })
    }
  }
  return (
    <>
      <FieldGroup title={t('form.money')}>
        <FieldRow>
          <Field name="fee" label={t('form.fee')} isRequired hint={t('form.feeHint')}>
            <MoneyField currency={currency} />
          </Field>
          <Field name="feePeriod" label={t('form.feePeriod')}>
            <Segmented
              block
              onChange={(period) => changePeriod(String(period))}
              options={FEE_PERIODS.map((value) => ({ value, label: t(`feePeriod.${value}`) }))}
            />
          </Field>
        </FieldRow>
        <Field name="feeCharged" label={t('form.feeCharged')}>
          <ChoiceField
            label={t('form.feeCharged')}
            choices={FEE_CHARGED.map((value) => ({
              value,
              title: t(`feeCharged.${value}.title`),
              note: t(`feeCharged.${value}.note`),
              reason: isDaily && value !== 'daily-parts' ? t('form.noAdvanceForDays') : undefined,
            }))}
          />
        </Field>
        <LivePreview />
      </FieldGroup>
      {unit && <UsageFields unit={unit} currency={currency} />}
      {usage === 'calls' && <CallFields currency={currency} />}
      <FieldGroup title={t('form.block')}>
        <Field name="blockPolicy" label={t('form.blockPolicy')}>
          <ChoiceField
            label={t('form.blockPolicy')}
            choices={BLOCK_POLICIES.map((value) => ({
              value,
              title: t(`blockPolicy.${value}.title`),
              note: t(`blockPolicy.${value}.note`),
            }))}
          />
        </Field>
      </FieldGroup>
      {usage !== 'calls' && (
        <FieldGroup title={t('form.speeds')}>
          <FieldRow>
            <Field name="speedDownKbps" label={t('form.speedDown')} hint={t('form.speedHint')}>
              <SpeedField />
            </Field>
            <Field name="speedUpKbps" label={t('form.speedUp')}>
              <SpeedField />
            </Field>
          </FieldRow>
          <SpeedRuleFields />
        </FieldGroup>
      )}
      <FurtherFields currency={currency} isDaily={isDaily} />
    </>
  )
}

function LivePreview() {
  const { from, ...terms } = useTypedTerms()
  return <FeePreview terms={terms} from={from} />
}

/** The terms as they stand in the form now. */
export function useTypedTerms(): TermsDraft & { from: string } {
  const { form } = useDraft()
  const typed = Form.useWatch((values: Partial<TermsDraft & { from: string }>) => values, {
    form,
    preserve: true,
  })
  const initial: TermsDraft & { from: string } = form.getFieldsValue(true)
  return { ...initial, ...typed, from: typed?.from ?? initial.from ?? '' }
}
