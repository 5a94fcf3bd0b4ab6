import { Input } from 'antd'
import { useState } from 'react'
import { MEASURES } from '../../i18n/measures.ts'
import { useLanguage, useTexts } from '../../lib/i18n.ts'

const KILOBITS = 1000

type SpeedFieldProps = {
  /** Kilobits a second; nought is «unlimited». */
  value?: unknown
  onChange?: (kbps: number | string) => void
  onBlur?: () => void
  id?: string
}

/** A speed as it is sold, in megabits; left empty it is unlimited. Gives kilobits. */
export function SpeedField({ value, onChange, onBlur, id }: SpeedFieldProps) {
  const t = useTexts('catalogue')
  const [language] = useLanguage()
  // While it is being typed the text is left alone, so that a comma survives.
  const [typed, setTyped] = useState<string>()
  return (
    <Input
      id={id}
      value={typed ?? toMegabits(value, language)}
      placeholder={t('speed.unlimited')}
      inputMode="decimal"
      autoComplete="off"
      suffix={MEASURES[language].bitRates[1]}
      onChange={({ target }) => {
        setTyped(target.value)
        onChange?.(toKilobits(target.value))
      }}
      onBlur={() => {
        setTyped(undefined)
        onBlur?.()
      }}
    />
  )
}

/** What is no speed is given on as it was typed, to be refused by the schema. */
function toKilobits(typed: string): number | string {
  const text = typed.replaceAll(/[\s\u00a0]/g, '').replace(',', '.')
  if (text === '') return 0
  return /^\d+(\.\d{1,3})?$/.test(text) ? Math.round(Number(text) * KILOBITS) : typed
}

function toMegabits(value: unknown, language: string): string {
  if (typeof value === 'string') return value
  if (typeof value !== 'number' || value === 0) return ''
  const megabits = String(value / KILOBITS)
  return language === 'ru' ? megabits.replace('.', ',') : megabits
}
