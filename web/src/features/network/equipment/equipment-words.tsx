import type { EquipmentHolder, EquipmentUnit } from '@altyn/contract/network/equipment/units'
import { type Texts, useTexts } from '../../../lib/i18n.ts'
import { paths } from '../../../lib/path-builder.ts'
import { GoLink } from '../../../ui/actions/go-link.tsx'
import { StatusTag, type StatusTone } from '../../../ui/pieces/status-tag.tsx'
import styles from './equipment.module.css'

export type Identified = Pick<
  EquipmentUnit,
  'modelName' | 'kind' | 'kindName' | 'serial' | 'mac' | 'chipId' | 'name'
>

/** The number that a unit is told apart by. */
export function numberOf({ serial, mac, chipId, name }: Identified): string {
  return serial || mac || chipId || name
}

/** What people would call a unit. */
export function titleOf(unit: Identified): string {
  return `${unit.modelName} ${numberOf(unit)}`
}

export function kindText({ kind, kindName }: Pick<Identified, 'kind' | 'kindName'>, t: Texts) {
  return kind === 'other' ? kindName : t(`kinds.${kind}`)
}

export const TONES: Record<EquipmentUnit['state'], StatusTone> = {
  stock: 'ok',
  held: 'note',
  repair: 'warn',
  'written-off': 'quiet',
}

export function StateTag({ state, isBare }: { state: EquipmentUnit['state']; isBare?: boolean }) {
  const t = useTexts('equipment')
  return <StatusTag tone={TONES[state]} label={t(`states.${state}`)} isBare={isBare} />
}

/** Whose a unit is, with the way to the card; where it is, while nobody has it. */
export function Whereabouts({ unit }: { unit: Pick<EquipmentUnit, 'holder' | 'place'> }) {
  return unit.holder ? <HolderLink holder={unit.holder} /> : unit.place
}

export function HolderLink({ holder }: { holder: EquipmentHolder }) {
  const { subscriberId, subscriberName, contractId, contractNumber, login } = holder
  return (
    <>
      <GoLink
        to={paths.subscriber(subscriberId, { tab: 'equipment', contract: contractId })}
        className={styles.inText}
      >
        {subscriberName}
      </GoLink>{' '}
      <span className={styles.quiet}>{[contractNumber, login].filter(Boolean).join(' · ')}</span>
    </>
  )
}

/** The same in plain words, for a file. */
export function whereText({ holder, place }: Pick<EquipmentUnit, 'holder' | 'place'>): string {
  return holder
    ? [holder.subscriberName, holder.contractNumber, holder.login].filter(Boolean).join(', ')
    : place
}

/** What still has to come back: what was sold does not. */
export function isToReturn({ holder }: Pick<EquipmentUnit, 'holder'>): boolean {
  return holder !== null && holder.terms !== 'sold'
}
