import {
  type EquipmentUnit,
  insertCard,
  insertCardForm,
  takeOutCard,
} from '@altyn/contract/network/equipment/units'
import { Input } from 'antd'
import { useState } from 'react'
import { useTexts } from '../../../../lib/i18n.ts'
import { useDeed } from '../../../../lib/use-call.ts'
import { ConfirmDialog } from '../../../../ui/actions/confirm-dialog.tsx'
import { Field } from '../../../../ui/fields/field.tsx'
import { SideForm } from '../../../../ui/pages/side-form.tsx'
import { titleOf } from '../equipment-words.tsx'
import { UnitPicker } from '../unit-picker.tsx'

type CardDeedProps = { card: EquipmentUnit; onClose: () => void }

/** Puts a smart card into a unit: one of the same subscriber, or any while the card is in stock. */
export function InsertCardForm({ card, onClose }: CardDeedProps) {
  const t = useTexts('equipment')
  const insert = useDeed(insertCard, { done: t('card.inserted'), isFailureShownByCaller: true })
  const isEmpty = ({ kind, pair, state }: EquipmentUnit) =>
    kind !== 'smart-card' && pair === null && (state === 'stock' || state === 'held')
  const contractId = card.holder?.contractId
  return (
    <SideForm
      title={t('card.insertTitle', { unit: titleOf(card) })}
      saveLabel={t('card.insertSave')}
      schema={insertCardForm}
      initial={{ unitId: undefined, reason: '' }}
      onSave={(body) => insert.mutateAsync({ params: { id: card.id }, body })}
      onClose={onClose}
    >
      <Field
        name="unitId"
        label={t('card.unit')}
        hint={t(contractId ? 'card.sameHolder' : 'card.goesAlong')}
        isRequired
      >
        <UnitPicker query={contractId ? { contractId } : {}} suits={isEmpty} />
      </Field>
      <Field name="reason" label={t('fields.comment')}>
        <Input autoComplete="off" />
      </Field>
    </SideForm>
  )
}

/** Takes a card out of its unit; both stay where they are. */
export function TakeOutDialog({ card, onClose }: CardDeedProps) {
  const t = useTexts('equipment')
  const [reason, setReason] = useState('')
  const takeOut = useDeed(takeOutCard, { done: t('card.takenOut'), isFailureShownByCaller: true })
  const { pair } = card
  return (
    <ConfirmDialog
      isOpen
      title={t('card.takeOutTitle', { unit: titleOf(card) })}
      confirmLabel={t('card.takeOut')}
      onConfirm={() =>
        takeOut.mutateAsync({ params: { id: card.id }, body: { reason: reason.trim() } })
      }
      onClose={onClose}
    >
      {pair && <p>{t('card.takeOutEffect', { pair: `${pair.modelName} ${pair.number}` })}</p>}
      <Input
        value={reason}
        maxLength={500}
        aria-label={t('fields.comment')}
        placeholder={t('fields.comment')}
        onChange={(event) => setReason(event.target.value)}
      />
    </ConfirmDialog>
  )
}
