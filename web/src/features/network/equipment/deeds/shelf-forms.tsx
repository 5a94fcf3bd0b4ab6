import {
  type EquipmentUnit,
  moveForm,
  moveUnit,
  swapForm,
  swapUnit,
  takeBackForm,
  takeBackUnit,
} from '@altyn/contract/network/equipment/units'
import { z } from 'zod'
import { useTexts } from '../../../../lib/i18n.ts'
import { useToday } from '../../../../lib/operator.ts'
import { useDeed } from '../../../../lib/use-call.ts'
import { DayField } from '../../../../ui/fields/day-field.tsx'
import { Field } from '../../../../ui/fields/field.tsx'
import { SideForm } from '../../../../ui/pages/side-form.tsx'
import styles from '../equipment.module.css'
import { titleOf } from '../equipment-words.tsx'
import { UnitPicker } from '../unit-picker.tsx'
import { ShelfFields } from './shelf-fields.tsx'

type DeedProps = { unit: EquipmentUnit; onClose: () => void }

const TOUCHED = ['/api/accounts', '/api/ledger', '/api/blocking']
/** People name the last day of a rent, not the first one without it. */
const backSchema = takeBackForm
  .omit({ rentUntil: true })
  .extend({ rentLast: z.iso.date('date').or(z.literal('')).default('') })

/** Takes a unit back, and ends what was charged for it. */
export function TakeBackForm({ unit, onClose }: DeedProps) {
  const t = useTexts('equipment')
  const today = useToday()
  const takeBack = useDeed(takeBackUnit, {
    done: t('takeBack.done', { unit: titleOf(unit) }),
    refresh: TOUCHED,
    isFailureShownByCaller: true,
  })
  const isCharged = unit.holder?.rentId != null
  return (
    <SideForm
      title={t('takeBack.title', { unit: titleOf(unit) })}
      saveLabel={t('takeBack.save')}
      schema={backSchema}
      initial={{ state: 'stock', place: '', reason: '', rentLast: today }}
      onSave={({ rentLast, ...back }) => {
        const rentUntil = isCharged && rentLast ? dayAfter(rentLast) : null
        return takeBack.mutateAsync({ params: { id: unit.id }, body: { ...back, rentUntil } })
      }}
      onClose={onClose}
    >
      <ShelfFields reasonLabel={t('takeBack.reason')} isReasonRequired />
      {isCharged && (
        <Field name="rentLast" label={t('rent.last')} hint={t('rent.lastHint')}>
          <DayField />
        </Field>
      )}
      <CardNote unit={unit} deed="takeBack" />
    </SideForm>
  )
}

function dayAfter(day: string): string {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toString()
}

/** Another unit instead, on the same terms. */
export function SwapForm({ unit, onClose }: DeedProps) {
  const t = useTexts('equipment')
  const swap = useDeed(swapUnit, {
    done: (fresh) => t('swap.done', { unit: titleOf(fresh) }),
    refresh: TOUCHED,
    isFailureShownByCaller: true,
  })
  const isCard = unit.kind === 'smart-card'
  const suits = ({ kind, pair }: EquipmentUnit) =>
    isCard ? kind === 'smart-card' && pair === null : kind !== 'smart-card'
  return (
    <SideForm
      title={t('swap.title', { unit: titleOf(unit) })}
      saveLabel={t('swap.save')}
      schema={swapForm}
      initial={{ newUnitId: undefined, state: 'repair', place: '', reason: '' }}
      onSave={(body) => swap.mutateAsync({ params: { id: unit.id }, body })}
      onClose={onClose}
    >
      <Field name="newUnitId" label={t('swap.fresh')} hint={t('swap.hint')} isRequired>
        <UnitPicker
          query={{ state: 'stock', ...(isCard && { kind: 'smart-card' }) }}
          suits={suits}
        />
      </Field>
      <ShelfFields reasonLabel={t('swap.reason')} isReasonRequired />
      <CardNote unit={unit} deed={isCard ? 'swapOfCard' : 'swap'} />
    </SideForm>
  )
}

/** Moves a unit that nobody has. */
export function MoveForm({ unit, onClose }: DeedProps) {
  const t = useTexts('equipment')
  const move = useDeed(moveUnit, {
    done: t('move.done', { unit: titleOf(unit) }),
    isFailureShownByCaller: true,
  })
  return (
    <SideForm
      title={t('move.title', { unit: titleOf(unit) })}
      saveLabel={t('move.save')}
      schema={moveForm}
      initial={{
        state: unit.state === 'held' ? 'stock' : unit.state,
        place: unit.place,
        reason: '',
      }}
      onSave={(body) => move.mutateAsync({ params: { id: unit.id }, body })}
      onClose={onClose}
    >
      <ShelfFields reasonLabel={t('move.reason')} />
      <CardNote unit={unit} deed="move" />
    </SideForm>
  )
}

type CardDeed = 'takeBack' | 'swap' | 'swapOfCard' | 'move'

/** What becomes of the card that is in the unit. */
function CardNote({ unit: { pair }, deed }: { unit: EquipmentUnit; deed: CardDeed }) {
  const t = useTexts('equipment')
  if (!pair) return null
  return (
    <p className={styles.quiet}>
      {t(`cardNotes.${deed}`, { pair: `${pair.modelName} ${pair.number}` })}
    </p>
  )
}
