import { changeDevicePort, type DevicePort, devicePortForm } from '@altyn/contract/network/devices'
import { Input, InputNumber } from 'antd'
import { useTexts } from '../../../../lib/i18n.ts'
import { useDeed } from '../../../../lib/use-call.ts'
import { Field, FieldGroup, FieldRow, FlagField } from '../../../../ui/fields/field.tsx'
import { SideForm } from '../../../../ui/pages/side-form.tsx'
import { MediumSelect, SpeedSelect } from '../series-fields.tsx'

const VLAN_MAX = 4094
const VLANS = [
  ['clientOuterVlan', 'port.clientOuter'],
  ['clientInnerVlan', 'port.clientInner'],
  ['guestOuterVlan', 'port.guestOuter'],
  ['guestInnerVlan', 'port.guestInner'],
] as const

/** Changes a port. */
export function PortForm({ port, onClose }: { port: DevicePort; onClose: () => void }) {
  const t = useTexts('devices')
  const change = useDeed(changeDevicePort, { done: t('port.saved'), isFailureShownByCaller: true })
  const labels = {
    'port.clientOuter': t('port.clientOuter'),
    'port.clientInner': t('port.clientInner'),
    'port.guestOuter': t('port.guestOuter'),
    'port.guestInner': t('port.guestInner'),
  }
  return (
    <SideForm
      title={t('port.title', { name: port.name })}
      saveLabel={t('save')}
      schema={devicePortForm}
      initial={devicePortForm.parse(port)}
      onSave={(body) =>
        change.mutateAsync({ params: { id: port.id }, ifMatch: port.version, body })
      }
      onClose={onClose}
    >
      <Field name="name" label={t('fields.name')} isRequired>
        <Input autoComplete="off" spellCheck={false} />
      </Field>
      <FieldRow>
        <Field name="medium" label={t('fields.medium')}>
          <MediumSelect />
        </Field>
        <Field name="speedMbps" label={t('fields.speed')}>
          <SpeedSelect />
        </Field>
      </FieldRow>
      <FlagField name="isEnabled" label={t('port.isEnabled')} />
      <FlagField name="isShared" label={t('port.isShared')} hint={t('port.sharedHint')} />
      <FieldGroup title={t('port.vlans')} help={t('port.guestHelp')}>
        <FieldRow>
          {VLANS.map(([name, key]) => (
            <Field key={name} name={name} label={labels[key]}>
              <InputNumber min={1} max={VLAN_MAX} controls={false} style={{ width: '100%' }} />
            </Field>
          ))}
        </FieldRow>
      </FieldGroup>
      <Field name="note" label={t('fields.note')}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} />
      </Field>
    </SideForm>
  )
}
