import { listDeviceGroups, listDeviceTemplates } from '@altyn/contract/network/device-templates'
import { listDevices, readDevice } from '@altyn/contract/network/devices'
import { Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useTexts } from '../../../lib/i18n.ts'
import { useCall } from '../../../lib/use-call.ts'
import { useItems } from '../../../lib/use-list.ts'
import { Field } from '../../../ui/fields/field.tsx'

/** Models of equipment, some of them or any. */
export function TemplatesField({ label, hint }: { label: string; hint?: string }) {
  const templates = useItems(listDeviceTemplates)
  return (
    <Field name="templateIds" label={label} hint={hint}>
      <Select
        mode="multiple"
        showSearch={{ optionFilterProp: 'label' }}
        labelRender={({ label }) => label ?? '…'}
        options={templates.rows.map(({ id, name }) => ({ value: id, label: name }))}
      />
    </Field>
  )
}

export function GroupsField({ label }: { label: string }) {
  const groups = useItems(listDeviceGroups)
  return (
    <Field name="groupIds" label={label}>
      <Select
        mode="multiple"
        showSearch={{ optionFilterProp: 'label' }}
        labelRender={({ label }) => label ?? '…'}
        options={groups.rows.map(({ id, name }) => ({ value: id, label: name }))}
      />
    </Field>
  )
}

export function DevicesField({ label }: { label: string }) {
  return (
    <Field name="deviceIds" label={label}>
      <DevicesSelect />
    </Field>
  )
}

type DevicesSelectProps = { id?: string; value?: number[]; onChange?: (ids: number[]) => void }

/** Devices, found by their names. */
function DevicesSelect({ id, value = [], onChange }: DevicesSelectProps) {
  const t = useTexts('scripts')
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed.trim())
  const found = useCall(listDevices, { query: q ? { q } : { limit: 200 } })
  const options = (found.data?.items ?? []).map((row) => ({ value: row.id, label: row.name }))
  return (
    <Select<number[], { value: number; label: string }>
      id={id}
      mode="multiple"
      value={value}
      notFoundContent={t('nothingFound')}
      showSearch={{ onSearch: setTyped, filterOption: false }}
      options={options}
      labelRender={({ label, value: one }) => label ?? <DeviceName id={Number(one)} />}
      onChange={onChange}
    />
  )
}

/** A chosen device that is not among those found now. */
function DeviceName({ id }: { id: number }) {
  const { data } = useCall(readDevice, { params: { id } })
  return data?.name ?? '…'
}
