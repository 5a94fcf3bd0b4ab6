import { listPlaces } from '@altyn/contract/network/equipment/units'
import { AutoComplete } from 'antd'
import { useItems } from '../../../lib/use-list.ts'
import styles from './equipment.module.css'

type PlaceFieldProps = {
  id?: string
  value?: string
  onChange?: (place: string) => void
  'aria-label'?: string
  placeholder?: string
}

/** A store or a workshop: one that is known, or a new one. */
export function PlaceField(props: PlaceFieldProps) {
  const places = useItems(listPlaces)
  return (
    <AutoComplete
      {...props}
      className={styles.wide}
      maxLength={100}
      showSearch={{ filterOption: (typed, option) => isPart(typed, option?.value) }}
      options={places.rows.map((value) => ({ value }))}
    />
  )
}

function isPart(typed: string, place = ''): boolean {
  return place.toLowerCase().includes(typed.toLowerCase())
}
