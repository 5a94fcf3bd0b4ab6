import {
  type EquipmentUnit,
  type equipmentQuery,
  listEquipment,
} from '@altyn/contract/network/equipment/units'
import { Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import type { z } from 'zod'
import { useTexts } from '../../../lib/i18n.ts'
import { useList } from '../../../lib/use-list.ts'
import styles from './equipment.module.css'
import { titleOf } from './equipment-words.tsx'

type UnitPickerProps = {
  id?: string
  value?: number
  onChange?: (id: number | undefined) => void
  /** What may be chosen at all. */
  query: z.input<typeof equipmentQuery>
  /** Of those, which of them suit. */
  suits?: (unit: EquipmentUnit) => boolean
  onUnit?: (unit: EquipmentUnit | undefined) => void
}

/** A unit, found by a part of its number or of its inventory name, or by its MAC. */
export function UnitPicker({ id, value, onChange, query, suits, onUnit }: UnitPickerProps) {
  const t = useTexts('equipment')
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed.trim())
  const list = useList(listEquipment, { ...query, q })
  const [chosen, setChosen] = useState<EquipmentUnit>()
  const rows = list.rows.filter((unit) => suits?.(unit) ?? true)
  const offered = chosen && !rows.some((row) => row.id === chosen.id) ? [chosen, ...rows] : rows
  return (
    <Select<number>
      id={id}
      className={styles.wide}
      value={value}
      allowClear
      showSearch={{ onSearch: setTyped, filterOption: false }}
      loading={list.state === 'loading'}
      placeholder={t('picker.unit')}
      notFoundContent={t('picker.noUnits')}
      options={offered.map((unit) => ({
        value: unit.id,
        label: [titleOf(unit), unit.place].filter(Boolean).join(' · '),
      }))}
      onChange={(next) => {
        const unit = offered.find((row) => row.id === next)
        setChosen(unit)
        onChange?.(next)
        onUnit?.(unit)
      }}
    />
  )
}
