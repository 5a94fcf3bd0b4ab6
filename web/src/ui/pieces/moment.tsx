import { Tooltip } from 'antd'
import {
  formatDay,
  formatInstant,
  formatInstantExactly,
  formatPeriod,
  formatRelative,
  formatRelativeDay,
} from '../../lib/format/time.ts'
import { useLanguage } from '../../lib/i18n.ts'
import { useToday, useZone } from '../../lib/operator.ts'
import styles from './pieces.module.css'

type InstantProps = {
  value: string | null | undefined
  /** «3 минуты назад» in the text and the exact time on hover, instead of the other way round. */
  isRelative?: boolean
}

/** A moment in the operator's time zone; hovering tells how long ago it was, and the zone. */
export function Instant({ value, isRelative }: InstantProps) {
  const [language] = useLanguage()
  const zone = useZone()
  if (!value) return <span className={styles.nothing}>—</span>
  const relative = formatRelative(value, Temporal.Now.instant(), language)
  const exact = `${formatInstantExactly(value, zone, language)}, ${zone}`
  return (
    <Tooltip title={isRelative ? exact : `${relative} · ${exact}`}>
      <time dateTime={value} className={styles.moment}>
        {isRelative ? relative : formatInstant(value, zone, language)}
      </time>
    </Tooltip>
  )
}

/** A business day; hovering tells how far it is from today. */
export function Day({ value }: { value: string | null | undefined }) {
  const [language] = useLanguage()
  const today = useToday()
  if (!value) return <span className={styles.nothing}>—</span>
  return (
    <Tooltip title={formatRelativeDay(value, today, language)}>
      <time dateTime={value} className={styles.moment}>
        {formatDay(value, language)}
      </time>
    </Tooltip>
  )
}

type PeriodProps = {
  from: string
  /** The first day after the period; null while it is open. */
  until: string | null
}

/** A half-open period as people count it, the last day included: `октябрь 2026`, `01.10.2026 – 14.10.2026`. */
export function Period({ from, until }: PeriodProps) {
  const [language] = useLanguage()
  return <span className={styles.moment}>{formatPeriod(from, until, language)}</span>
}
