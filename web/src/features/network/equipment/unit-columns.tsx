import type { EquipmentUnit } from '@altyn/contract/network/equipment/units'
import { formatDay, formatInstant } from '../../../lib/format/time.ts'
import { useLanguage, useTexts } from '../../../lib/i18n.ts'
import { useZone } from '../../../lib/operator.ts'
import { CopyText } from '../../../ui/pieces/copy-text.tsx'
import { Day, Instant } from '../../../ui/pieces/moment.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { kindText, StateTag, Whereabouts, whereText } from './equipment-words.tsx'

/** The columns of the list of units; their headings are those that the import knows. */
export function useUnitColumns(): Column<EquipmentUnit>[] {
  const t = useTexts('equipment')
  const pairOf = ({ pair }: EquipmentUnit) => (pair ? `${pair.modelName} ${pair.number}` : '')
  return [
    {
      key: 'model',
      title: t('fields.model'),
      width: 150,
      cell: ({ modelName }) => <strong>{modelName}</strong>,
      text: ({ modelName }) => modelName,
    },
    ...useTextColumns(['serial', 'mac'], 158),
    {
      key: 'state',
      title: t('fields.state'),
      width: 125,
      card: 'aside',
      cell: ({ state }) => <StateTag state={state} isBare />,
      text: ({ state }) => t(`states.${state}`),
    },
    ...useHolderColumns(),
    {
      key: 'kind',
      title: t('fields.kind'),
      width: 150,
      isOptional: true,
      cell: (row) => kindText(row, t),
      text: (row) => kindText(row, t),
    },
    {
      key: 'pair',
      title: t('fields.pair'),
      width: 180,
      isOptional: true,
      cell: pairOf,
      text: pairOf,
    },
    ...useTextColumns(['chipId', 'name', 'note'], 160).map((column) => ({
      ...column,
      isOptional: true,
    })),
  ]
}

const CODES: ReadonlySet<string> = new Set(['serial', 'mac', 'chipId'])
type TextKey = 'serial' | 'mac' | 'chipId' | 'name' | 'note'

function useTextColumns(keys: readonly TextKey[], width: number): Column<EquipmentUnit>[] {
  const t = useTexts('equipment')
  return keys.map((key) => ({
    key,
    title: t(`fields.${key}`),
    width,
    cell: (row) => row[key] && <CopyText text={row[key]} isCode={CODES.has(key)} />,
    text: (row) => row[key],
  }))
}

function useHolderColumns(): Column<EquipmentUnit>[] {
  const t = useTexts('equipment')
  const [language] = useLanguage()
  const zone = useZone()
  const termsOf = ({ holder }: EquipmentUnit) => (holder ? t(`terms.${holder.terms}`) : '')
  return [
    {
      key: 'where',
      title: t('fields.where'),
      width: 255,
      cell: (row) => whereText(row) && <Whereabouts unit={row} />,
      text: whereText,
    },
    { key: 'terms', title: t('fields.terms'), width: 175, cell: termsOf, text: termsOf },
    {
      key: 'since',
      title: t('fields.since'),
      width: 150,
      isOptional: true,
      cell: ({ since }) => <Instant value={since} />,
      text: ({ since }) => formatInstant(since, zone, language),
    },
    {
      key: 'warrantyUntil',
      title: t('fields.warrantyUntil'),
      width: 115,
      cell: ({ warrantyUntil }) => warrantyUntil && <Day value={warrantyUntil} />,
      text: ({ warrantyUntil }) => (warrantyUntil ? formatDay(warrantyUntil, language) : ''),
    },
  ]
}
