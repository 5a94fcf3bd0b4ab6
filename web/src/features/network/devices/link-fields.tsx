import { type Device, readDevice } from '@altyn/contract/network/devices'
import { Form, Select } from 'antd'
import { useTexts } from '../../../lib/i18n.ts'
import { useCall } from '../../../lib/use-call.ts'
import { useDraft } from '../../../ui/fields/draft-form.tsx'
import { Field, FieldGroup, FieldRow } from '../../../ui/fields/field.tsx'
import { DevicePicker } from './device-picker.tsx'

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
  return (
    <DevicePicker
      id={id}
      value={value}
      placeholder={t('form.noParent')}
      kept={device?.parent}
      exceptId={device?.id}
      onChange={(chosen) => {
        form.setFieldValue('parentPortId', null)
        onChange?.(chosen)
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
