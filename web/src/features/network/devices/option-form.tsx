import {
  changeDeviceOption,
  createDeviceOption,
  DEVICE_KINDS,
  type DeviceOption,
  deviceOptionForm,
  OPTION_KINDS,
  removeDeviceOption,
} from '@altyn/contract/network/device-templates'
import { Checkbox, Input, Select } from 'antd'
import { useTexts } from '../../../lib/i18n.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { ConfirmDialog } from '../../../ui/actions/confirm-dialog.tsx'
import { Field, FlagField } from '../../../ui/fields/field.tsx'
import { SideForm } from '../../../ui/pages/side-form.tsx'

type OptionFormProps = { option?: DeviceOption; onClose: () => void }

/** Names an option of devices, or changes it. */
export function OptionForm({ option, onClose }: OptionFormProps) {
  const t = useTexts('devices')
  const options = { isFailureShownByCaller: true }
  const create = useDeed(createDeviceOption, { ...options, done: t('options.created') })
  const change = useDeed(changeDeviceOption, { ...options, done: t('options.saved') })
  return (
    <SideForm
      title={option ? t('options.edit', { name: option.name }) : t('options.create')}
      saveLabel={option ? t('save') : t('options.create')}
      schema={deviceOptionForm}
      initial={{
        name: option?.name ?? '',
        kind: option?.kind ?? 'text',
        isUnique: option?.isUnique ?? false,
        forKinds: option?.forKinds ?? [...DEVICE_KINDS],
        note: option?.note ?? '',
      }}
      onSave={(body) =>
        option
          ? change.mutateAsync({ params: { id: option.id }, ifMatch: option.version, body })
          : create.mutateAsync({ body })
      }
      onClose={onClose}
    >
      <Field name="name" label={t('fields.name')} hint={t('options.nameHint')} isRequired>
        <Input autoComplete="off" />
      </Field>
      {!option && (
        <Field name="kind" label={t('options.kind')}>
          <Select
            options={OPTION_KINDS.map((value) => ({ value, label: t(`options.kinds.${value}`) }))}
          />
        </Field>
      )}
      <Field name="forKinds" label={t('options.forKinds')} isRequired>
        <Checkbox.Group
          options={DEVICE_KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
        />
      </Field>
      <FlagField name="isUnique" label={t('options.isUnique')} hint={t('options.uniqueHint')} />
      <Field name="note" label={t('fields.note')}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} />
      </Field>
    </SideForm>
  )
}

/** Removes an option after a question; one that is in use is refused in the dialog. */
export function RemoveOption({ option, onClose }: { option: DeviceOption; onClose: () => void }) {
  const t = useTexts('devices')
  const remove = useDeed(removeDeviceOption, {
    done: t('options.removed'),
    isFailureShownByCaller: true,
  })
  return (
    <ConfirmDialog
      isOpen
      isDanger
      title={t('options.removeTitle', { name: option.name })}
      confirmLabel={t('remove')}
      onConfirm={() => remove.mutateAsync({ params: { id: option.id } })}
      onClose={onClose}
    >
      {t('options.removeEffect')}
    </ConfirmDialog>
  )
}
