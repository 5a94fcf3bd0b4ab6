import {
  type DeviceTemplate,
  listDeviceGroups,
  listDeviceOptions,
} from '@altyn/contract/network/device-templates'
import { Form, Input, Select } from 'antd'
import { useTexts } from '../../../lib/i18n.ts'
import { useItems } from '../../../lib/use-list.ts'
import { useDraft } from '../../../ui/fields/draft-form.tsx'
import { Field, FieldGroup } from '../../../ui/fields/field.tsx'

/** The groups that a device is in. */
export function GroupsField() {
  const t = useTexts('devices')
  const groups = useItems(listDeviceGroups)
  return (
    <Field name="groupIds" label={t('fields.groups')}>
      <Select
        mode="multiple"
        showSearch={{ optionFilterProp: 'label' }}
        labelRender={({ label }) => label ?? '…'}
        options={groups.rows.map(({ id, name }) => ({ value: id, label: name }))}
      />
    </Field>
  )
}

type Kind = DeviceTemplate['kind']

/** Whatever else the provider wants to know of devices of this kind. */
export function OptionFields({ kind }: { kind?: Kind }) {
  const t = useTexts('devices')
  const { form } = useDraft()
  const options = useItems(listDeviceOptions)
  const typed: Kind = Form.useWatch('kind', { form, preserve: true }) ?? 'switch'
  const shown = options.rows.filter(({ forKinds }) => forKinds.includes(kind ?? typed))
  if (shown.length === 0) return null
  return (
    <FieldGroup title={t('form.options')}>
      {shown.map((option) => (
        <Field
          key={option.id}
          name={`options.${option.id}`}
          label={option.name}
          hint={option.note || (option.isUnique ? t('form.unique') : undefined)}
        >
          <Input autoComplete="off" spellCheck={false} />
        </Field>
      ))}
    </FieldGroup>
  )
}
