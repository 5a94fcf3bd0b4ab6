import { InputNumber, Select, Space } from 'antd'
import { useState } from 'react'
import { useTexts } from '../../lib/i18n.ts'
import { DURATION_UNITS, type DurationUnit, unitOf, unitSeconds } from './duration-units.ts'

type DurationFieldProps = {
  /** Seconds; null while nothing is set. */
  value?: number | null
  onChange?: (seconds: number | null) => void
  onBlur?: () => void
  id?: string
  /** What holds while nothing is typed, in seconds. */
  usual?: number
}

/** A length of time as people think of it: a number and a unit; gives seconds. */
export function DurationField(props: DurationFieldProps) {
  const { value = null, onChange, onBlur, id, usual = 0 } = props
  const t = useTexts('network')
  const [chosen, choose] = useState<DurationUnit>()
  const unit = chosen ?? unitOf(value ?? usual)
  const size = unitSeconds(unit)
  return (
    <Space.Compact block>
      <InputNumber
        id={id}
        min={0}
        placeholder={usual ? String(usual / size) : undefined}
        controls={false}
        style={{ width: '100%' }}
        value={value === null ? null : value / size}
        onChange={(count) => {
          choose(unit)
          onChange?.(count === null ? null : Math.round(count * size))
        }}
        onBlur={onBlur}
      />
      <Select
        aria-label={t('duration.unit')}
        style={{ width: 110, flex: 'none' }}
        value={unit}
        onChange={(next: DurationUnit) => {
          choose(next)
          if (value !== null) onChange?.(Math.round((value / size) * unitSeconds(next)))
        }}
        options={DURATION_UNITS.map(({ key }) => ({ value: key, label: t(`duration.${key}`) }))}
      />
    </Space.Compact>
  )
}
