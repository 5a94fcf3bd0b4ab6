import { type Device, listDevices, readDevice } from '@altyn/contract/network/devices'
import { Form, Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useTexts } from '../../../lib/i18n.ts'
import { useCall } from '../../../lib/use-call.ts'
import { useDraft } from '../../../ui/fields/draft-form.tsx'
import { Field, FieldGroup, FieldRow } from '../../../ui/fields/field.tsx'

/** What a device hangs on, and on which port of it. */
export function LinkFields({ device }: { device?: Device }) {
  const t = useTexts('devices')
  const { form } = useDraft()
  const parentId: unknown = Form.useWatch('parentDeviceId', { form, preserve: true })
  return (
    <FieldGroup title={t('form.link')} help={t('form.linkHelp')}>
      <FieldRow>
        <Field name="parentDeviceId" label={t('fields.parent')}>
          <DeviceField device={device} />
        </Field>
        <Field name="parentPortId" label={t('fields.parentPort')}>
          <ParentPortField
            parentId={typeof parentId === 'number' ? parentId : undefined}
            deviceId={device?.id}
          />
        </Field>
      </FieldRow>
    </FieldGroup>
  )
}

type DeviceFieldProps = {
  id?: string
  value?: number | null
  onChange?: (id: number | null) => void
  /** The device that is being placed: it cannot hang on itself. */
  device?: Device
}

/** Another device, found by its name. The port goes with the device. */
function DeviceField({ id, value, onChange, device }: DeviceFieldProps) {
  const t = useTexts('devices')
  const { form } = useDraft()
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed.trim())
  const found = useCall(listDevices, { query: q ? { q } : {} })
  const options = (found.data?.items ?? [])
    .filter((row) => row.id !== device?.id)
    .map((row) => ({ value: row.id, label: row.name }))
  const parent = device?.parent
  const isMissing = parent && !typed && !options.some((option) => option.value === parent.id)
  return (
    <Select<number>
      id={id}
      value={value ?? undefined}
      allowClear
      loading={found.isFetching}
      placeholder={t('form.noParent')}
      notFoundContent={t('form.typeMore')}
      showSearch={{ onSearch: setTyped, filterOption: false }}
      options={isMissing ? [{ value: parent.id, label: parent.name }, ...options] : options}
      onChange={(chosen: number | undefined) => {
        form.setFieldValue('parentPortId', null)
        onChange?.(chosen ?? null)
      }}
    />
  )
}

type ParentPortFieldProps = {
  id?: string
  value?: number | null
  onChange?: (id: number | null) => void
  parentId?: number
  deviceId?: number
}

/** A port of the device upstream; one that is taken says by what. */
function ParentPortField({ id, value, onChange, parentId, deviceId }: ParentPortFieldProps) {
  const t = useTexts('devices')
  const answer = useCall(
    readDevice,
    { params: { id: parentId ?? 0 } },
    { isEnabled: parentId !== undefined },
  )
  const ports = answer.data?.id === parentId ? (answer.data?.ports ?? []) : []
  return (
    <Select<number>
      id={id}
      value={value ?? undefined}
      allowClear
      disabled={parentId === undefined}
      placeholder={t('form.anyPort')}
      showSearch={{ optionFilterProp: 'label' }}
      options={ports.map((port) => {
        const others = port.children.filter((child) => child.id !== deviceId)
        const holder = others[0]?.name ?? port.bindings[0]?.login
        return {
          value: port.id,
          label: holder ? `${port.name} · ${holder}` : port.name,
          disabled: holder !== undefined && !port.isShared,
        }
      })}
      onChange={(chosen: number | undefined) => onChange?.(chosen ?? null)}
    />
  )
}
