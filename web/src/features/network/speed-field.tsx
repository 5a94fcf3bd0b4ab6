import { InputNumber } from 'antd'
import { useTexts } from '../../lib/i18n.ts'
import styles from './network.module.css'

type Speed = { downKbps: number; upKbps: number } | null
type SpeedFieldProps = { value?: Speed; onChange?: (speed: Speed) => void; id?: string }

/** Both ways in kbit/s; empty = no speed at all. */
export function SpeedField({ value = null, onChange, id }: SpeedFieldProps) {
  const t = useTexts('network')
  const change = (part: Partial<Record<'downKbps' | 'upKbps', number | null>>) => {
    const { downKbps, upKbps } = { ...(value ?? { downKbps: null, upKbps: null }), ...part }
    onChange?.(
      downKbps === null && upKbps === null
        ? null
        : { downKbps: downKbps ?? 0, upKbps: upKbps ?? 0 },
    )
  }
  return (
    <div className={styles.pair}>
      <InputNumber
        id={id}
        aria-label={t('speedDown')}
        prefix="↓"
        min={0}
        precision={0}
        value={value?.downKbps}
        onChange={(downKbps) => change({ downKbps })}
      />
      <InputNumber
        aria-label={t('speedUp')}
        prefix="↑"
        min={0}
        precision={0}
        value={value?.upKbps}
        onChange={(upKbps) => change({ upKbps })}
      />
    </div>
  )
}
