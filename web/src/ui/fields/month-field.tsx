import { Select } from 'antd'
import { formatMonth } from '../../lib/format/time.ts'
import { useLanguage } from '../../lib/i18n.ts'
import { useToday } from '../../lib/operator.ts'

type MonthFieldProps = {
  /** `2026-04`. */
  value?: string
  onChange?: (month: string) => void
  id?: string
  /** So many months up to the present one. */
  monthsBack?: number
  /** The first month that is offered: how many before the present one. */
  skip?: number
}

const MONTHS_BACK = 24

/** A month that has begun, the latest first. */
export function MonthField({ monthsBack = MONTHS_BACK, skip = 0, ...rest }: MonthFieldProps) {
  const [language] = useLanguage()
  const now = Temporal.PlainYearMonth.from(useToday())
  const months = Array.from({ length: monthsBack - skip }, (_, index) =>
    now.subtract({ months: index + skip }).toString(),
  )
  return (
    <Select
      {...rest}
      options={months.map((month) => ({ value: month, label: formatMonth(month, language) }))}
    />
  )
}
