import { Input, type InputRef } from 'antd'
import { type ChangeEvent, useLayoutEffect, useRef } from 'react'
import { caretAfter, formatPhone, readPhone } from './phone-mask.ts'

type PhoneFieldProps = {
  value?: string
  onChange?: (phone: string) => void
  onBlur?: () => void
  id?: string
  disabled?: boolean
}

/** A phone that is laid out while it is typed; gives the international form `+79123456789`. */
export function PhoneField({ value = '', onChange, ...rest }: PhoneFieldProps) {
  const input = useRef<InputRef>(null)
  const caret = useRef<number>(undefined)
  useLayoutEffect(() => {
    if (caret.current === undefined) return
    input.current?.setSelectionRange(caret.current, caret.current)
    caret.current = undefined
  })
  const change = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const phone = readPhone(target.value)
    const behind = target.value.slice(target.selectionStart ?? target.value.length)
    const digitsBehind = behind.replaceAll(/\D/g, '').length
    const digits = phone.replaceAll(/\D/g, '').length
    caret.current = caretAfter(formatPhone(phone), digits - digitsBehind)
    onChange?.(phone)
  }
  return (
    <Input
      {...rest}
      ref={input}
      type="tel"
      inputMode="tel"
      autoComplete="off"
      placeholder="+7"
      value={formatPhone(value)}
      onChange={change}
    />
  )
}
