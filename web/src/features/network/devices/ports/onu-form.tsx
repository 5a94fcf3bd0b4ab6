import type { Device } from '@altyn/contract/network/devices'
import { changeOnu, type Onu, onuForm, registerOnu } from '@altyn/contract/network/onus'
import { Input, Select } from 'antd'
import { useTexts } from '../../../../lib/i18n.ts'
import { useUrlState } from '../../../../lib/url-state.ts'
import { useDeed } from '../../../../lib/use-call.ts'
import { Field, FlagField } from '../../../../ui/fields/field.tsx'
import { SideForm } from '../../../../ui/pages/side-form.tsx'

type OnuFormProps = { device: Device; onu?: Onu; onClose: () => void }

/** Registers an ONU on a port of an OLT, changes it or moves it to another port. */
export function OnuForm({ device, onu, onClose }: OnuFormProps) {
  const t = useTexts('devices')
  const [{ port }] = useUrlState()
  const options = { isFailureShownByCaller: true }
  const register = useDeed(registerOnu, {
    ...options,
    done: ({ serial }) => t('onus.created', { serial }),
  })
  const change = useDeed(changeOnu, { ...options, done: t('onus.saved') })
  const first = device.ports.find(({ id }) => String(id) === port) ?? device.ports[0]
  return (
    <SideForm
      title={onu ? t('onus.edit', { serial: onu.serial }) : t('onus.create')}
      saveLabel={onu ? t('save') : t('onus.save')}
      schema={onuForm}
      initial={{
        portId: onu?.portId ?? first?.id,
        serial: onu?.serial ?? '',
        isShared: onu?.isShared ?? false,
        note: onu?.note ?? '',
      }}
      onSave={(body) =>
        onu
          ? change.mutateAsync({ params: { id: onu.id }, ifMatch: onu.version, body })
          : register.mutateAsync({ params: { id: device.id }, body })
      }
      onClose={onClose}
    >
      <Field name="serial" label={t('onus.serial')} hint={t('onus.serialHint')} isRequired>
        <Input autoComplete="off" spellCheck={false} />
      </Field>
      <Field name="portId" label={t('onus.port')} isRequired>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={device.ports.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Field>
      <FlagField name="isShared" label={t('onus.isShared')} hint={t('onus.sharedHint')} />
      <Field name="note" label={t('fields.note')}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} />
      </Field>
    </SideForm>
  )
}
