import type { Account } from '@altyn/contract/accounts'
import { agreePersonalTerm, personalTermForm } from '@altyn/contract/accounts/personal-terms'
import { listAssignedServices } from '@altyn/contract/accounts/services'
import { Form, Input, InputNumber, Select } from 'antd'
import { useTexts } from '../../../lib/i18n.ts'
import { useCurrency, useToday } from '../../../lib/operator.ts'
import { useCall, useDeed } from '../../../lib/use-call.ts'
import { ChoiceField } from '../../../ui/fields/choice-field.tsx'
import { DayField } from '../../../ui/fields/day-field.tsx'
import { useDraft } from '../../../ui/fields/draft-form.tsx'
import { Field, FieldGroup, FieldRow, FlagField } from '../../../ui/fields/field.tsx'
import { MoneyField } from '../../../ui/fields/money-field.tsx'
import { SideForm } from '../../../ui/pages/side-form.tsx'

type TermFormProps = {
  account: Pick<Account, 'id' | 'login' | 'contractId'>
  onClose: () => void
}

/** What is asked for most stands first. */
const USUAL = ['percent', 'absolute', 'own-price', 'coefficient'] as const

/** Agrees a price, a coefficient or a discount with an account. */
export function TermForm({ account, onClose }: TermFormProps) {
  const t = useTexts('accounts')
  const today = useToday()
  const agree = useDeed(agreePersonalTerm, {
    done: t('term.done'),
    refresh: ['/api/ledger', '/api/blocking', '/api/charging'],
    isFailureShownByCaller: true,
  })
  return (
    <SideForm
      title={t('term.title', { login: account.login })}
      saveLabel={t('term.save')}
      schema={personalTermForm}
      initial={{
        assignedServiceId: null,
        kind: 'percent',
        amount: '',
        from: today,
        until: null,
        priority: 100,
        isStacking: true,
        title: '',
      }}
      onSave={(body) =>
        agree.mutateAsync({
          params: { accountId: account.id },
          body: { ...body, until: body.until || null },
        })
      }
      onClose={onClose}
    >
      <Field name="kind" label={t('term.kind')}>
        <ChoiceField
          label={t('term.kind')}
          choices={USUAL.map((value) => ({
            value,
            title: t(`term.kinds.${value}.title`),
            note: t(`term.kinds.${value}.note`),
          }))}
        />
      </Field>
      <AmountField />
      <Field name="assignedServiceId" label={t('term.about')}>
        <AboutPicker account={account} />
      </Field>
      <FieldRow>
        <Field name="from" label={t('term.from')} isRequired>
          <DayField />
        </Field>
        <Field name="until" label={t('term.until')} hint={t('term.untilHint')}>
          <DayField />
        </Field>
      </FieldRow>
      <Field name="title" label={t('term.why')} hint={t('term.whyHint')}>
        <Input />
      </Field>
      <StackingFields />
    </SideForm>
  )
}

function AmountField() {
  const t = useTexts('accounts')
  const currency = useCurrency()
  const { form } = useDraft()
  const kind: unknown = Form.useWatch('kind', form)
  const isMoney = kind === 'own-price' || kind === 'absolute'
  return (
    <Field name="amount" label={t(`term.amount.${String(kind ?? 'percent')}`)} isRequired>
      {isMoney ? (
        <MoneyField currency={currency} />
      ) : (
        <Input inputMode="decimal" suffix={kind === 'percent' ? '%' : '×'} autoComplete="off" />
      )}
    </Field>
  )
}

function AboutPicker(props: {
  account: TermFormProps['account']
  value?: number | null
  onChange?: (id: number | null) => void
  id?: string
}) {
  const { account, value, onChange, id } = props
  const t = useTexts('accounts')
  const { data } = useCall(listAssignedServices, { query: { contractId: account.contractId } })
  const own = data?.items.filter((row) => row.accountId === account.id && !row.cancelledAt) ?? []
  return (
    <Select
      id={id}
      value={value ?? 0}
      onChange={(chosen) => onChange?.(chosen === 0 ? null : chosen)}
      options={[
        { value: 0, label: t('term.aboutFee') },
        ...own.map((row) => ({ value: row.id, label: row.serviceName })),
      ]}
    />
  )
}

/** Only discounts come one after another; a price and a coefficient are alone anyway. */
function StackingFields() {
  const t = useTexts('accounts')
  const { form } = useDraft()
  const kind: unknown = Form.useWatch('kind', form)
  if (kind !== 'percent' && kind !== 'absolute') return null
  return (
    <FieldGroup title={t('term.order')}>
      <FlagField name="isStacking" label={t('term.stacks')} hint={t('term.stacksHint')} />
      <Field name="priority" label={t('term.priority')} hint={t('term.priorityHint')}>
        <InputNumber min={0} max={1000} />
      </Field>
    </FieldGroup>
  )
}
