import { Input } from 'antd'
import { lazy, Suspense } from 'react'
import { usePhone } from '../../lib/browser/media.ts'
import type { PeriodValue } from './period-value.ts'

// The calendar is the heaviest control of all and most pages never open it.
const DayCalendar = lazy(async () => ({
  default: (await import('./day-calendar.tsx')).DayCalendar,
}))
const PeriodCalendar = lazy(async () => ({
  default: (await import('./day-calendar.tsx')).PeriodCalendar,
}))

type DayFieldProps = {
  /** `2026-04-17` or an empty text. */
  value?: string
  onChange?: (day: string) => void
  onBlur?: () => void
  id?: string
  /** The first and the last day that may be chosen. */
  min?: string
  max?: string
  disabled?: boolean
  'aria-label'?: string
}

/** A business day, typed or chosen; phones use their own wheel. */
export function DayField({ value = '', onChange, ...rest }: DayFieldProps) {
  const isPhone = usePhone()
  if (isPhone) {
    return (
      <Input
        {...rest}
        type="date"
        value={value}
        onChange={(event) => onChange?.(event.target.value)}
      />
    )
  }
  return (
    <Suspense fallback={<Input disabled id={rest.id} />}>
      <DayCalendar {...rest} value={value} onChange={onChange} />
    </Suspense>
  )
}

type PeriodFieldProps = {
  /** Both days belong to the period, as people count. */
  value?: PeriodValue
  onChange?: (period: PeriodValue) => void
  id?: string
}

/** A period from day to day, with the usual ones at hand: today, this month, the previous month. */
export function PeriodField({ value = {}, onChange, id }: PeriodFieldProps) {
  const isPhone = usePhone()
  if (isPhone) return <PeriodWheels value={value} onChange={onChange} />
  return (
    <Suspense fallback={<Input disabled id={id} />}>
      <PeriodCalendar id={id} value={value} onChange={onChange} />
    </Suspense>
  )
}

function PeriodWheels({ value = {}, onChange }: PeriodFieldProps) {
  return (
    <>
      <Input
        type="date"
        value={value.from ?? ''}
        max={value.until}
        onChange={(event) => onChange?.({ ...value, from: event.target.value || undefined })}
      />
      <Input
        type="date"
        value={value.until ?? ''}
        min={value.from}
        onChange={(event) => onChange?.({ ...value, until: event.target.value || undefined })}
      />
    </>
  )
}
