import {
  changePromotion,
  createPromotion,
  type Promotion,
} from '@altyn/contract/catalogue/promotions'
import { listServices } from '@altyn/contract/catalogue/services'
import { Input, InputNumber, Select } from 'antd'
import { useTexts } from '../../../lib/i18n.ts'
import { useCurrency, useToday } from '../../../lib/operator.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { useItems } from '../../../lib/use-list.ts'
import { DayField } from '../../../ui/fields/day-field.tsx'
import { Field, FieldGroup, FieldRow, FlagField } from '../../../ui/fields/field.tsx'
import { MoneyField } from '../../../ui/fields/money-field.tsx'
import { SideForm } from '../../../ui/pages/side-form.tsx'
import { PercentField } from '../percent-field.tsx'
import { PromotionConditions } from './promotion-conditions.tsx'

/** What is given, to whom, and when: by itself, or for a code. */
export function PromotionForm(props: { promotion?: Promotion; onClose: () => void }) {
  const { promotion, onClose } = props
  const t = useTexts('catalogue')
  const today = useToday()
  const done = t('promotions.saved')
  const create = useDeed(createPromotion, { done, isFailureShownByCaller: true })
  const edit = useDeed(changePromotion, { done, isFailureShownByCaller: true })
  return (
    <SideForm
      title={promotion?.name ?? t('promotions.new')}
      saveLabel={t(promotion ? 'services.save' : 'promotions.create')}
      schema={changePromotion.body}
      initial={toDraft(promotion, today)}
      onSave={(typed) => {
        const body = {
          ...typed,
          until: typed.until || null,
          connectedFrom: typed.connectedFrom || null,
          connectedUntil: typed.connectedUntil || null,
          giftServiceId: typed.giftServiceId ?? null,
        }
        return promotion
          ? edit.mutateAsync({ params: { id: promotion.id }, ifMatch: promotion.version, body })
          : create.mutateAsync({ body })
      }}
      onClose={onClose}
    >
      <Field name="name" label={t('form.name')} hint={t('promotions.nameHint')} isRequired>
        <Input autoComplete="off" />
      </Field>
      <FieldRow>
        <Field name="from" label={t('promotions.from')} isRequired>
          <DayField />
        </Field>
        <Field name="until" label={t('promotions.until')} hint={t('promotions.untilHint')}>
          <DayField />
        </Field>
      </FieldRow>
      <Rewards />
      <PromotionConditions promotion={promotion} />
      {promotion && <FlagField name="isArchived" label={t('promotions.archive')} />}
    </SideForm>
  )
}

/** The promotion as the form takes it over; a new one begins today and gives nothing yet. */
function toDraft(promotion: Promotion | undefined, today: string) {
  if (promotion) {
    const { bonus, archivedAt, ...rest } = promotion
    return { ...rest, bonus: bonus.amount, isArchived: archivedAt !== null }
  }
  return {
    name: '',
    from: today,
    until: null,
    tariffIds: [],
    connectedFrom: null,
    connectedUntil: null,
    accountGroupIds: [],
    contractGroupIds: [],
    addresses: [],
    promoCode: '',
    discountBasisPoints: 0,
    discountMonths: null,
    giftServiceId: null,
    giftMonths: null,
    bonus: '0',
    priority: 100,
    isStacking: true,
    isArchived: false,
  }
}

function Rewards() {
  const t = useTexts('catalogue')
  const currency = useCurrency()
  const services = useItems(listServices, { query: {} })
  const gifts = services.rows.filter(({ kind, archivedAt }) => kind !== 'one-off' && !archivedAt)
  return (
    <FieldGroup title={t('promotions.given')}>
      <FieldRow>
        <Field name="discountBasisPoints" label={t('promotions.discount')}>
          <PercentField />
        </Field>
        <Field
          name="discountMonths"
          label={t('promotions.months')}
          hint={t('promotions.monthsHint')}
        >
          <InputNumber min={1} max={120} />
        </Field>
      </FieldRow>
      <FieldRow>
        <Field name="giftServiceId" label={t('promotions.gift')}>
          <Select allowClear options={gifts.map(({ id, name }) => ({ value: id, label: name }))} />
        </Field>
        <Field name="giftMonths" label={t('promotions.months')}>
          <InputNumber min={1} max={120} />
        </Field>
      </FieldRow>
      <Field name="bonus" label={t('promotions.bonus')} hint={t('promotions.bonusHint')}>
        <MoneyField currency={currency} />
      </Field>
      <FlagField name="isStacking" label={t('promotions.stacks')} />
    </FieldGroup>
  )
}
