import { InputNumber } from 'antd'
import { MEASURES } from '../../../i18n/measures.ts'
import { useLanguage } from '../../../lib/i18n.ts'
import styles from '../catalogue.module.css'

const MEGABYTES = 1024
const GIGABYTES_MAX = 900_000

type GigabytesFieldProps = {
  /** Megabytes. */
  value?: number
  onChange?: (megabytes: number | undefined) => void
  onBlur?: () => void
  id?: string
}

/** An amount of traffic as it is sold, in gigabytes. Gives megabytes. */
export function GigabytesField({ value, onChange, onBlur, id }: GigabytesFieldProps) {
  const [language] = useLanguage()
  return (
    <InputNumber
      id={id}
      className={styles.wide}
      min={0}
      max={GIGABYTES_MAX}
      value={value === undefined ? null : value / MEGABYTES}
      decimalSeparator={language === 'ru' ? ',' : '.'}
      suffix={MEASURES[language].bytes[3]}
      onChange={(gigabytes) =>
        onChange?.(gigabytes === null ? undefined : Math.round(gigabytes * MEGABYTES))
      }
      onBlur={onBlur}
    />
  )
}
