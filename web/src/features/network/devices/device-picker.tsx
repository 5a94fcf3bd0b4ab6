import { listDevices } from '@altyn/contract/network/devices'
import { Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useTexts } from '../../../lib/i18n.ts'
import { useCall } from '../../../lib/use-call.ts'

type DevicePickerProps = {
  placeholder: string
  /** What was chosen before keeps its name. */
  kept?: { id: number; name: string } | null
  /** Not offered. */
  exceptId?: number
  id?: string
  value?: number | null
  onChange?: (id: number | null) => void
  onBlur?: () => void
}

/** A device in service, found by its name, address or number; it can be cleared. */
export function DevicePicker({
  placeholder,
  kept,
  exceptId,
  value,
  onChange,
  ...rest
}: DevicePickerProps) {
  const t = useTexts('devices')
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed.trim())
  const found = useCall(listDevices, { query: q ? { q } : {} })
  const options = (found.data?.items ?? [])
    .filter((row) => row.id !== exceptId)
    .map((row) => ({ value: row.id, label: row.name }))
  const isMissing = kept && !typed && !options.some((option) => option.value === kept.id)
  return (
    <Select<number>
      {...rest}
      value={value ?? undefined}
      allowClear
      loading={found.isFetching}
      placeholder={placeholder}
      notFoundContent={t('form.typeMore')}
      showSearch={{ onSearch: setTyped, filterOption: false }}
      options={isMissing ? [{ value: kept.id, label: kept.name }, ...options] : options}
      onChange={(chosen: number | undefined) => onChange?.(chosen ?? null)}
    />
  )
}
