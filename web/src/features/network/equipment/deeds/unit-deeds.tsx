import { type EquipmentUnit, removeUnit } from '@altyn/contract/network/equipment/units'
import type { ReactNode } from 'react'
import { useTexts } from '../../../../lib/i18n.ts'
import { usePermissions } from '../../../../lib/permissions.ts'
import { useDeed } from '../../../../lib/use-call.ts'
import type { Action } from '../../../../ui/actions/action-bar.tsx'
import { ConfirmDialog } from '../../../../ui/actions/confirm-dialog.tsx'
import { titleOf } from '../equipment-words.tsx'
import { UnitEditForm } from '../unit-form.tsx'
import { InsertCardForm, TakeOutDialog } from './card-forms.tsx'
import { HandOutForm } from './hand-out-form.tsx'
import { MoveForm, SwapForm, TakeBackForm } from './shelf-forms.tsx'

const DEEDS = [
  'handOut',
  'takeBack',
  'swap',
  'insert',
  'takeOut',
  'move',
  'edit',
  'remove',
] as const
export type UnitDeed = (typeof DEEDS)[number]

/** What can be done with a unit as it is now; what another state would allow is left out. */
export function useUnitActions(
  unit: EquipmentUnit,
  open: (deed: UnitDeed) => void,
): readonly Action[] {
  const t = useTexts('equipment')
  const can = usePermissions()
  const isHeld = unit.holder !== null
  const isCard = unit.kind === 'smart-card'
  const inUnit = isCard && unit.pair !== null ? t('deedsOf.cardInUnit') : undefined
  const notInStock = unit.state === 'stock' ? inUnit : t('deedsOf.notInStock')
  const isIdle = unit.state === 'repair' || unit.state === 'written-off'
  const action = (key: UnitDeed, more: Partial<Action> = {}): Action => ({
    key,
    label: t(`deedsOf.${key}`),
    onRun: () => open(key),
    ...more,
  })
  const handing = isHeld
    ? [action('takeBack', { isPrimary: true }), action('swap')]
    : [action('handOut', { isPrimary: true, reason: notInStock })]
  const cards = !isCard
    ? []
    : unit.pair
      ? [action('takeOut')]
      : [action('insert', { reason: isIdle ? t('deedsOf.notInStock') : undefined })]
  const keeping = [
    action('move', { reason: isHeld ? t('deedsOf.isHeld') : undefined }),
    action('edit'),
    action('remove', { isDanger: true, reason: isHeld ? t('deedsOf.isHeld') : undefined }),
  ]
  return [
    ...(can('equipment.hand-out') ? [...handing, ...cards] : []),
    ...(can('equipment.keep') ? keeping : []),
  ]
}

type UnitDeedFormProps = {
  unit: EquipmentUnit
  deed: UnitDeed | undefined
  onClose: () => void
  onRemoved?: () => void
}

/** The form of a deed with a unit. */
export function UnitDeedForm({ unit, deed, onClose, onRemoved }: UnitDeedFormProps) {
  if (!deed) return null
  const props = { unit, onClose }
  const forms: Record<UnitDeed, () => ReactNode> = {
    handOut: () => <HandOutForm {...props} />,
    takeBack: () => <TakeBackForm {...props} />,
    swap: () => <SwapForm {...props} />,
    insert: () => <InsertCardForm card={unit} onClose={onClose} />,
    takeOut: () => <TakeOutDialog card={unit} onClose={onClose} />,
    move: () => <MoveForm {...props} />,
    edit: () => <UnitEditForm {...props} />,
    remove: () => <RemoveDialog {...props} onRemoved={onRemoved} />,
  }
  return forms[deed]()
}

type RemoveDialogProps = Pick<UnitDeedFormProps, 'unit' | 'onClose' | 'onRemoved'>

function RemoveDialog({ unit, onClose, onRemoved }: RemoveDialogProps) {
  const t = useTexts('equipment')
  const remove = useDeed(removeUnit, {
    done: t('removal.done'),
    isFailureShownByCaller: true,
    onDone: onRemoved,
  })
  return (
    <ConfirmDialog
      isOpen
      isDanger
      title={t('removal.title', { unit: titleOf(unit) })}
      confirmLabel={t('remove')}
      onConfirm={() => remove.mutateAsync({ params: { id: unit.id } })}
      onClose={onClose}
    >
      {t('removal.effect')}
    </ConfirmDialog>
  )
}
