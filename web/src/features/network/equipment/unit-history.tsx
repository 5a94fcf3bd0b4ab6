import type {
  EquipmentCard,
  EquipmentPairing,
  EquipmentStanding,
} from '@altyn/contract/network/equipment/units'
import { type Texts, useTexts } from '../../../lib/i18n.ts'
import { type HistoryItem, HistoryList } from '../../../ui/pieces/history-list.tsx'
import { HolderLink, TONES, titleOf } from './equipment-words.tsx'

/** Where a unit was, and which card was in it, the latest first. */
export function UnitHistory({ unit }: { unit: EquipmentCard }) {
  const t = useTexts('equipment')
  const items = [
    ...unit.history.map((row) => standingItem(row, t)),
    ...unit.pairings.flatMap((row) => pairingItems(row, t)),
  ]
  return (
    <HistoryList
      items={items.toSorted((one, other) => Temporal.Instant.compare(other.at, one.at))}
    />
  )
}

function standingItem(row: EquipmentStanding, t: Texts): HistoryItem {
  const { id, state, holder, place, from, author, reason } = row
  return {
    key: `standing-${id}`,
    at: from,
    who: author,
    tone: TONES[state],
    text: (
      <>
        {holder ? (
          <>
            {t(`history.held.${holder.terms}`)} <HolderLink holder={holder} />
          </>
        ) : (
          [t(`states.${state}`), place].filter(Boolean).join(' · ')
        )}
        {reason && `: ${reason}`}
      </>
    ),
  }
}

function pairingItems(row: EquipmentPairing, t: Texts): HistoryItem[] {
  const { id, modelName, number, from, until, author, endedBy, reason, endReason } = row
  const pair = `${modelName} ${number}`
  const words = (deed: string, why: string) => [t(deed, { pair }), why].filter(Boolean).join(': ')
  const began = {
    key: `pair-${id}`,
    at: from,
    who: author,
    text: words('history.paired', reason),
  }
  if (until === null) return [began]
  const ended = {
    key: `apart-${id}`,
    at: until,
    who: endedBy,
    text: words('history.apart', endReason),
  }
  return [ended, began]
}

/** What a subscriber had and gave back: each standing is two moments. */
export function holdingItems(row: EquipmentStanding, t: Texts): HistoryItem[] {
  const { id, holder, from, until, author, endedBy, reason, endReason } = row
  const unit = [titleOf(row), holder?.contractNumber, holder?.login].filter(Boolean).join(' · ')
  const words = (deed: string, why: string) => [t(deed), unit, why].filter(Boolean).join(': ')
  const began: HistoryItem = {
    key: `out-${id}`,
    at: from,
    who: author,
    tone: 'note',
    text: words(`history.out.${holder?.terms ?? 'lent'}`, reason),
  }
  if (until === null) return [began]
  const back: HistoryItem = {
    key: `back-${id}`,
    at: until,
    who: endedBy,
    tone: 'ok',
    text: words('history.back', endReason),
  }
  return [back, began]
}
