import { listEquipmentModels } from '@altyn/contract/network/equipment/models'
import {
  type EquipmentUnit,
  HOLDING_TERMS,
  handOutForm,
  handOutUnit,
} from '@altyn/contract/network/equipment/units'
import { Form, Input } from 'antd'
import { useEffect, useEffectEvent, useState } from 'react'
import { z } from 'zod'
import { useTexts } from '../../../../lib/i18n.ts'
import { useToday } from '../../../../lib/operator.ts'
import { useDeed } from '../../../../lib/use-call.ts'
import { useItems } from '../../../../lib/use-list.ts'
import { ChoiceField } from '../../../../ui/fields/choice-field.tsx'
import { DayField } from '../../../../ui/fields/day-field.tsx'
import { useDraft } from '../../../../ui/fields/draft-form.tsx'
import { Field, FieldGroup, FieldRow } from '../../../../ui/fields/field.tsx'
import { SideForm } from '../../../../ui/pages/side-form.tsx'
import { titleOf } from '../equipment-words.tsx'
import { RentServicePicker } from '../model-form.tsx'
import { UnitPicker } from '../unit-picker.tsx'
import { HolderField, type HolderValue } from './holder-field.tsx'

const schema = handOutForm.omit({ contractId: true, accountId: true }).extend({
  unitId: z.number({ error: 'required' }),
  holder: z.custom<HolderValue>((value) => value !== undefined, 'required'),
  rent: z.object({ serviceId: z.number().nullable(), from: z.iso.date('date') }),
})

type HandOutFormProps = {
  /** The unit, when it is known; else one is chosen. */
  unit?: EquipmentUnit
  /** The subscriber, when they are known; else one is found. */
  subscriberId?: number
  onClose: () => void
}

/** Hands a unit out: which one, to whom, on which terms, and for which rent. */
export function HandOutForm({ unit, subscriberId, onClose }: HandOutFormProps) {
  const t = useTexts('equipment')
  const today = useToday()
  const [chosen, setChosen] = useState(unit)
  const handOut = useDeed(handOutUnit, {
    done: (done) => t('handOut.done', { unit: titleOf(done) }),
    refresh: ['/api/accounts', '/api/ledger', '/api/blocking'],
    isFailureShownByCaller: true,
  })
  return (
    <SideForm<z.ZodType<z.output<typeof schema>, Partial<z.output<typeof schema>>>>
      title={unit ? t('handOut.title', { unit: titleOf(unit) }) : t('handOut.action')}
      saveLabel={t('handOut.save')}
      schema={schema}
      initial={{
        unitId: unit?.id,
        terms: 'lent',
        rent: { serviceId: null, from: today },
        reason: '',
      }}
      onSave={(values) => {
        const { unitId, holder, rent, ...order } = schema.parse(values)
        const { serviceId, from } = rent
        const isCharged =
          order.terms === 'rented' && holder.accountId !== null && serviceId !== null
        return handOut.mutateAsync({
          params: { id: unitId },
          body: { ...order, ...holder, rent: isCharged ? { serviceId, from } : null },
        })
      }}
      onClose={onClose}
    >
      {!unit && (
        <Field name="unitId" label={t('handOut.unit')} isRequired>
          <UnitPicker query={{ state: 'stock' }} suits={isFree} onUnit={setChosen} />
        </Field>
      )}
      <Field name="holder" label={t('handOut.whom')} isRequired>
        <HolderField subscriberId={subscriberId} />
      </Field>
      <TermFields modelId={chosen?.modelId} />
      <Field name="reason" label={t('fields.comment')}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} />
      </Field>
    </SideForm>
  )
}

/** A card goes out with its unit, never without it. */
function isFree({ kind, pair }: EquipmentUnit): boolean {
  return kind !== 'smart-card' || pair === null
}

function TermFields({ modelId }: { modelId: number | undefined }) {
  const t = useTexts('equipment')
  const { form } = useDraft()
  const terms: unknown = Form.useWatch('terms', { form, preserve: true })
  useUsualRent(modelId)
  return (
    <>
      <Field name="terms" label={t('fields.terms')}>
        <ChoiceField
          label={t('fields.terms')}
          choices={HOLDING_TERMS.map((value) => ({
            value,
            title: t(`terms.${value}`),
            note: t(`termNotes.${value}`),
          }))}
        />
      </Field>
      {terms === 'rented' && <RentFields />}
    </>
  )
}

/** A model with a rent is rented out as a rule; whoever hands it out may say otherwise. */
function useUsualRent(modelId: number | undefined): void {
  const { form } = useDraft()
  const models = useItems(listEquipmentModels)
  const rentId = models.rows.find(({ id }) => id === modelId)?.rentServiceId ?? null
  const offer = useEffectEvent(() => {
    if (rentId === null) return
    form.setFieldsValue({ terms: 'rented' })
    form.setFieldValue(['rent', 'serviceId'], rentId)
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rent is offered once, when it is known.
  useEffect(() => offer(), [rentId])
}

function RentFields() {
  const t = useTexts('equipment')
  const { form } = useDraft()
  const holder: HolderValue | undefined = Form.useWatch('holder', { form, preserve: true })
  const hasAccount = holder !== undefined && holder.accountId !== null
  return (
    <FieldGroup
      title={t('rent.title')}
      help={t(hasAccount || !holder ? 'rent.help' : 'rent.needsAccount')}
    >
      {(hasAccount || !holder) && (
        <FieldRow>
          <Field name="rent.serviceId" label={t('models.rent')}>
            <RentServicePicker />
          </Field>
          <Field name="rent.from" label={t('rent.from')}>
            <DayField />
          </Field>
        </FieldRow>
      )}
    </FieldGroup>
  )
}
