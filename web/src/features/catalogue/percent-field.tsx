import { InputNumber } from 'antd'

const BASIS_POINTS_PER_PERCENT = 100

type PercentFieldProps = {
  /** Basis points: 10000 is a hundred per cent. */
  value?: unknown
  onChange?: (basisPoints: number | null) => void
  id?: string
}

/** A share as people say it, in per cent; gives basis points. */
export function PercentField({ value, onChange, id }: PercentFieldProps) {
  return (
    <InputNumber
      id={id}
      min={0}
      suffix="%"
      value={typeof value === 'number' ? value / BASIS_POINTS_PER_PERCENT : null}
      onChange={(percent) =>
        onChange?.(percent === null ? null : Math.round(percent * BASIS_POINTS_PER_PERCENT))
      }
    />
  )
}
