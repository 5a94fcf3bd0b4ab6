import { DatePicker } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import 'dayjs/locale/ru.js'
import customParseFormat from 'dayjs/plugin/customParseFormat.js'
import { useLanguage, useTexts } from '../../lib/i18n.ts'
import { useToday } from '../../lib/operator.ts'
import styles from './fields.module.css'
import type { PeriodValue } from './period-value.ts'

// Ant Design counts in dayjs; outside this file days are plain text.
dayjs.extend(customParseFormat)

const FORMATS = {
  ru: ['DD.MM.YYYY', 'DD.MM.YY', 'DDMMYYYY', 'DDMMYY', 'YYYY-MM-DD'],
  en: ['DD MMM YYYY', 'DD.MM.YYYY', 'DD/MM/YYYY', 'YYYY-MM-DD'],
}

type DayCalendarProps = {
  value: string
  onChange?: (day: string) => void
  onBlur?: () => void
  id?: string
  min?: string
  max?: string
  disabled?: boolean
}

/** The calendar behind a day field. */
export function DayCalendar({ value, onChange, min, max, ...rest }: DayCalendarProps) {
  const [language] = useLanguage()
  return (
    <DatePicker
      {...rest}
      className={styles.wide}
      value={value ? dayjs(value) : null}
      onChange={(day: Dayjs | null) => onChange?.(toText(day) ?? '')}
      format={FORMATS[language]}
      minDate={min ? dayjs(min) : undefined}
      maxDate={max ? dayjs(max) : undefined}
      placeholder=""
    />
  )
}

type PeriodCalendarProps = {
  value: PeriodValue
  onChange?: (period: PeriodValue) => void
  id?: string
}

/** The calendar behind a period field. */
export function PeriodCalendar({ value, onChange, id }: PeriodCalendarProps) {
  const t = useTexts('ui')
  const [language] = useLanguage()
  const today = Temporal.PlainDate.from(useToday())
  const monthStart = today.with({ day: 1 })
  const preset = (key: string, from: Temporal.PlainDate, until: Temporal.PlainDate) => ({
    label: t(`period.${key}`),
    value: [dayjs(from.toString()), dayjs(until.toString())] as [Dayjs, Dayjs],
  })
  return (
    <DatePicker.RangePicker
      id={{ start: id }}
      className={styles.wide}
      value={[value.from ? dayjs(value.from) : null, value.until ? dayjs(value.until) : null]}
      onChange={(days) => onChange?.({ from: toText(days?.[0]), until: toText(days?.[1]) })}
      format={FORMATS[language]}
      allowEmpty={[true, true]}
      presets={[
        preset('today', today, today),
        preset('yesterday', today.subtract({ days: 1 }), today.subtract({ days: 1 })),
        preset('week', today.subtract({ days: 6 }), today),
        preset('month', monthStart, today),
        preset(
          'previousMonth',
          monthStart.subtract({ months: 1 }),
          monthStart.subtract({ days: 1 }),
        ),
      ]}
    />
  )
}

function toText(day: Dayjs | null | undefined): string | undefined {
  return day?.format('YYYY-MM-DD')
}
