import { listServices } from '@altyn/contract/catalogue/services'
import type { SimulatedChange } from '@altyn/contract/reports/simulation'
import { positiveAmountText } from '@altyn/contract/values'
import { InputNumber, Select } from 'antd'
import { z } from 'zod'
import { ServicePicker } from '../../../../features/accounts/arrangements/assign-service-form.tsx'
import { TariffPicker } from '../../../../features/accounts/tariff-picker.tsx'
import type { CardContract } from '../../../../features/subscribers/contract-panel.tsx'
import { useTexts } from '../../../../lib/i18n.ts'
import { useCurrency, useToday } from '../../../../lib/operator.ts'
import { useCall } from '../../../../lib/use-call.ts'
import { DayField } from '../../../../ui/fields/day-field.tsx'
import { Field, FieldRow } from '../../../../ui/fields/field.tsx'
import { MoneyField } from '../../../../ui/fields/money-field.tsx'
import { SideForm } from '../../../../ui/pages/side-form.tsx'

export const TRIED_KINDS = ['tariff', 'service', 'discount', 'pause', 'payment'] as const
export type TriedKind = (typeof TRIED_KINDS)[number]

const day = z.iso.date('date')
const chosen = z.number({ error: 'required' })
const SCHEMAS = {
  tariff: z.object({ accountId: chosen, tariffId: chosen, from: day }),
  service: z.object({ accountId: chosen, serviceId: chosen, from: day }),
  discount: z.object({ accountId: chosen, percent: z.number().min(0.01).max(100), from: day }),
  pause: z.object({ accountId: chosen, from: day, until: day }),
  payment: z.object({ amount: positiveAmountText, from: day }),
}
type Typed = {
  accountId: number
  tariffId: number
  serviceId: number
  percent: number
  amount: string
  from: string
  until: string
}

type ChangeFormProps = {
  kind: TriedKind
  item: CardContract
  onAdd: (change: SimulatedChange) => void
  onClose: () => void
}

/** One change to be tried out. Nothing is saved: it only joins the others in the question. */
export function ChangeForm({ kind, item, onAdd, onClose }: ChangeFormProps) {
  const t = useTexts('reports')
  const today = Temporal.PlainDate.from(useToday())
  const next = today.with({ day: 1 }).add({ months: 1 })
  const accounts = item.accounts.filter(({ closedAt }) => closedAt === null)
  return (
    <SideForm<z.ZodType<unknown, unknown>>
      title={t(`future.try.kinds.${kind}`)}
      saveLabel={t('future.try.add')}
      isGuarded={false}
      schema={SCHEMAS[kind]}
      initial={{
        accountId: accounts[0]?.id,
        percent: 10,
        amount: '',
        from: next.toString(),
        until: next.add({ months: 1 }).toString(),
      }}
      onSave={async (typed) => onAdd(toChange(kind, typed as Typed))} // the schema has just let it in
      onClose={onClose}
    >
      {kind !== 'payment' && accounts.length > 1 && (
        <Field name="accountId" label={t('future.try.account')}>
          <Select options={accounts.map(({ id, login }) => ({ value: id, label: login }))} />
        </Field>
      )}
      <KindFields kind={kind} />
      <FieldRow>
        <Field name="from" label={t(`future.try.from.${kind === 'payment' ? 'on' : 'from'}`)}>
          <DayField min={today.toString()} />
        </Field>
        {kind === 'pause' && (
          <Field name="until" label={t('future.try.until')}>
            <DayField min={today.toString()} />
          </Field>
        )}
      </FieldRow>
    </SideForm>
  )
}

function KindFields({ kind }: { kind: TriedKind }) {
  const t = useTexts('reports')
  const currency = useCurrency()
  const services = useCall(listServices, { query: {} }, { isEnabled: kind === 'service' })
  switch (kind) {
    case 'tariff':
      return (
        <Field name="tariffId" label={t('future.try.tariff')} isRequired>
          <TariffPicker />
        </Field>
      )
    case 'service':
      return (
        <Field name="serviceId" label={t('future.try.service')} isRequired>
          <ServicePicker services={services.data?.items} />
        </Field>
      )
    case 'discount':
      return (
        <Field name="percent" label={t('future.try.percent')} isRequired>
          <InputNumber min={0.01} max={100} suffix="%" />
        </Field>
      )
    case 'payment':
      return (
        <Field name="amount" label={t('future.try.amount')} isRequired>
          <MoneyField currency={currency} />
        </Field>
      )
    case 'pause':
      return null
  }
}

function toChange(kind: TriedKind, typed: Typed): SimulatedChange {
  const { accountId, from, until } = typed
  switch (kind) {
    case 'tariff':
      return { kind, accountId, tariffId: typed.tariffId, from, until: null }
    case 'service':
      return { kind, accountId, serviceId: typed.serviceId, quantity: 1, from, until: null }
    case 'discount': {
      const basisPoints = Math.round(typed.percent * 100)
      return { kind, accountId, basisPoints, from, until: null }
    }
    case 'pause':
      return { kind, accountId, from, until }
    case 'payment':
      return { kind, amount: typed.amount, day: from }
  }
}
