import { listTariffs } from '@altyn/contract/catalogue'
import { listServices } from '@altyn/contract/catalogue/services'
import { startRecalculation } from '@altyn/contract/charging'
import { Form, Input, Select } from 'antd'
import { z } from 'zod'
import { useTexts } from '../../../lib/i18n.ts'
import { useToday } from '../../../lib/operator.ts'
import { useUrlState } from '../../../lib/url-state.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { useItems } from '../../../lib/use-list.ts'
import { ChoiceField } from '../../../ui/fields/choice-field.tsx'
import { useDraft } from '../../../ui/fields/draft-form.tsx'
import { Field, FieldRow } from '../../../ui/fields/field.tsx'
import { MonthField } from '../../../ui/fields/month-field.tsx'
import { SideForm } from '../../../ui/pages/side-form.tsx'

const WHOM = ['all', 'tariff', 'service'] as const
const MONTHS_BACK = 36

const schema = z
  .object({
    from: z.string(),
    until: z.string(),
    whom: z.enum(WHOM),
    tariffId: z.number().optional(),
    serviceId: z.number().optional(),
    reason: z.string().trim().max(500),
  })
  .refine(({ whom, tariffId }) => whom !== 'tariff' || tariffId !== undefined, {
    path: ['tariffId'],
    message: 'required',
  })
  .refine(({ whom, serviceId }) => whom !== 'service' || serviceId !== undefined, {
    path: ['serviceId'],
    message: 'required',
  })

/** The first step of a recalculation: which months and whose. What comes of it is shown, not posted. */
export function RecalculationForm({ onClose }: { onClose: () => void }) {
  const t = useTexts('charging')
  const last = Temporal.PlainYearMonth.from(useToday()).subtract({ months: 1 }).toString()
  const [, change] = useUrlState()
  const start = useDeed(startRecalculation, { isFailureShownByCaller: true })
  return (
    <SideForm
      title={t('recalculation.new')}
      saveLabel={t('recalculation.look')}
      schema={schema}
      initial={{ from: last, until: last, whom: 'all', reason: '' }}
      onSave={async ({ from, until, whom, tariffId, serviceId, reason }) => {
        const scope = {
          ...(whom === 'tariff' && { tariffId }),
          ...(whom === 'service' && { serviceId }),
        }
        const { id } = await start.mutateAsync({
          body: { from, until, scope, isPreview: true, reason },
        })
        change({ panel: undefined, run: String(id) })
      }}
      onSaved={() => {}}
      onClose={onClose}
      effect={<p>{t('recalculation.safe')}</p>}
    >
      <FieldRow>
        <Field name="from" label={t('recalculation.from')}>
          <MonthField monthsBack={MONTHS_BACK} />
        </Field>
        <Field name="until" label={t('recalculation.until')}>
          <MonthField monthsBack={MONTHS_BACK} />
        </Field>
      </FieldRow>
      <Field name="whom" label={t('recalculation.whom')}>
        <ChoiceField
          label={t('recalculation.whom')}
          choices={WHOM.map((value) => ({ value, title: t(`recalculation.scope.${value}`) }))}
        />
      </Field>
      <ScopeField />
      <Field name="reason" label={t('recalculation.reason')} hint={t('recalculation.reasonHint')}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} />
      </Field>
    </SideForm>
  )
}

function ScopeField() {
  const t = useTexts('charging')
  const { form } = useDraft()
  const whom: unknown = Form.useWatch('whom', form)
  const tariffs = useItems(listTariffs, { query: {} })
  const services = useItems(listServices, { query: {} })
  if (whom !== 'tariff' && whom !== 'service') return null
  const rows: readonly { id: number; name: string }[] =
    whom === 'tariff' ? tariffs.rows : services.rows
  return (
    <Field name={`${whom}Id`} label={t(`recalculation.scope.${whom}`)} isRequired>
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        options={rows.map(({ id, name }) => ({ value: id, label: name }))}
      />
    </Field>
  )
}
