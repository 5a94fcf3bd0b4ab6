import { Input } from 'antd'
import { useState } from 'react'
import { currencySign, formatFigures, readAmount } from '../../lib/format/money.ts'
import { useLanguage } from '../../lib/i18n.ts'

type MoneyFieldProps = {
  value?: string
  onChange?: (amount: string) => void
  onBlur?: () => void
  currency: string
  id?: string
  placeholder?: string
  autoFocus?: boolean
  disabled?: boolean
}

/** An amount as people type it, `1 234,5`; gives the machine form, and what is no amount as it was typed. */
export function MoneyField({ value = '', onChange, onBlur, currency, ...rest }: MoneyFieldProps) {
  const [language] = useLanguage()
  // While it is being typed the text is left alone: reformatting would move the caret.
  const [typed, setTyped] = useState<string>()
  const amount = readAmount(value)
  const shown = amount === undefined ? value : formatFigures(amount, language)
  return (
    <Input
      {...rest}
      value={typed ?? shown}
      onChange={(event) => {
        setTyped(event.target.value)
        onChange?.(readAmount(event.target.value) ?? event.target.value)
      }}
      onBlur={() => {
        setTyped(undefined)
        onBlur?.()
      }}
      suffix={currencySign(currency)}
      inputMode="decimal"
      autoComplete="off"
    />
  )
}
