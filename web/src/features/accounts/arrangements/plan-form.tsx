import type { Account } from '@altyn/contract/accounts'
import { PLANNED_DEEDS, planAction } from '@altyn/contract/accounts/planned'
import { listServices } from '@altyn/contract/catalogue/services'
import { Form, Input, Select } from 'antd'
import { z } from 'zod'
import { useTexts } from '../../../lib/i18n.ts'
import { useToday, useZone } from '../../../lib/operator.ts'
import { useCall, useDeed } from '../../../lib/use-call.ts'
import { ChoiceField } from '../../../ui/fields/choice-field.tsx'
import { DayField } from '../../../ui/fields/day-field.tsx'
import { useDraft } from '../../../ui/fields/draft-form.tsx'
import { Field, FieldRow } from '../../../ui/fields/field.tsx'
import { SideForm } from '../../../ui/pages/side-form.tsx'
import { TariffPicker } from '../tariff-picker.tsx'
import { ServicePicker } from './assign-service-form.tsx'

/** For whom something is planned: an account, or whoever is in a group then. */
export type Planned =
  | { account: Pick<Account, 'id' | 'login'> }
  | { group: { id: number; name: string } }

const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/
const schema = z
  .object({
    kind: z.enum(PLANNED_DEEDS),
    day: z.iso.date('date'),
    clock: z.string().regex(CLOCK, 'clock'),
    blockKind: z.enum(['off', 'staff', 'own-wish']),
    tariffId: z.coerce.number().optional(),
    serviceId: z.coerce.number().optional(),
    reason: z.string().max(500),
  })
  .refine(({ kind, tariffId }) => kind !== 'tariff' || tariffId !== undefined, {
    path: ['tariffId'],
    message: 'required',
  })
  .refine(({ kind, serviceId }) => !kind.startsWith('service') || serviceId !== undefined, {
    path: ['serviceId'],
    message: 'required',
  })

/** Plans a deed for a moment to come; until then it can be seen and called off. */
export function PlanForm({ whom, onClose }: { whom: Planned; onClose: () => void }) {
  const t = useTexts('accounts')
  const today = useToday()
  const zone = useZone()
  const plan = useDeed(planAction, { done: t('plan.done'), isFailureShownByCaller: true })
  const name = 'account' in whom ? whom.account.login : whom.group.name
  return (
    <SideForm
      title={t('plan.title', { name })}
      saveLabel={t('plan.save')}
      schema={schema}
      initial={{
        kind: 'block',
        day: Temporal.PlainDate.from(today).add({ days: 1 }).toString(),
        clock: '00:00',
        blockKind: 'staff',
        reason: '',
      }}
      onSave={({ kind, day, clock, blockKind, tariffId, serviceId, reason }) => {
        const isBlock = kind === 'block' || kind === 'unblock'
        return plan.mutateAsync({
          body: {
            accountId: 'account' in whom ? whom.account.id : null,
            groupId: 'group' in whom ? whom.group.id : null,
            kind,
            dueAt: Temporal.PlainDateTime.from(`${day}T${clock}`)
              .toZonedDateTime(zone)
              .toInstant()
              .toString(),
            details: {
              ...(isBlock && { blockKind }),
              ...(kind === 'tariff' && { tariffId: Number(tariffId) }),
              ...(kind.startsWith('service') && { serviceId: Number(serviceId) }),
            },
            reason,
          },
        })
      }}
      onClose={onClose}
    >
      <PlanFields />
    </SideForm>
  )
}

function PlanFields() {
  const t = useTexts('accounts')
  const today = useToday()
  return (
    <>
      <Field name="kind" label={t('plan.what')}>
        <ChoiceField
          label={t('plan.what')}
          choices={PLANNED_DEEDS.map((value) => ({ value, title: t(`plan.kinds.${value}`) }))}
        />
      </Field>
      <AboutFields />
      <FieldRow>
        <Field name="day" label={t('plan.day')} isRequired>
          <DayField min={today} />
        </Field>
        <Field name="clock" label={t('plan.clock')} isRequired>
          <Input type="time" />
        </Field>
      </FieldRow>
      <Field name="reason" label={t('arranged.reason')}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} />
      </Field>
    </>
  )
}

function AboutFields() {
  const t = useTexts('accounts')
  const { form } = useDraft()
  const kind: unknown = Form.useWatch('kind', form)
  const services = useCall(listServices, { query: {} })
  if (kind === 'tariff') {
    return (
      <Field name="tariffId" label={t('change.to')} isRequired>
        <TariffPicker />
      </Field>
    )
  }
  if (kind === 'service-on' || kind === 'service-off') {
    return (
      <Field name="serviceId" label={t('service.label')} isRequired>
        <ServicePicker services={services.data?.items} />
      </Field>
    )
  }
  return (
    <Field name="blockKind" label={t('plan.blockKind')}>
      <Select
        options={['staff', 'own-wish', 'off'].map((value) => ({
          value,
          label: t(`plan.blockKinds.${value}`),
        }))}
      />
    </Field>
  )
}
