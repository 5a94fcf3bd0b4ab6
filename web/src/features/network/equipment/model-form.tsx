import { listServices } from '@altyn/contract/catalogue/services'
import {
  changeEquipmentModel,
  createEquipmentModel,
  EQUIPMENT_KINDS,
  type EquipmentModel,
  equipmentModelForm,
  IDENTITY_NEEDS,
} from '@altyn/contract/network/equipment/models'
import { AutoComplete, Form, Input, InputNumber, Select } from 'antd'
import type { z } from 'zod'
import { useTexts } from '../../../lib/i18n.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { useCall, useDeed } from '../../../lib/use-call.ts'
import { useDraft } from '../../../ui/fields/draft-form.tsx'
import { Field, FieldGroup, FieldRow, FlagField } from '../../../ui/fields/field.tsx'
import { SideForm } from '../../../ui/pages/side-form.tsx'
import styles from './equipment.module.css'

/** Names of the trade, the same in every language. */
const TECHNOLOGIES = ['Ethernet', 'GPON', 'EPON', 'xDSL', 'DVB-C', 'DVB-S', 'IPTV', 'SIP', 'Wi-Fi']

/** Describes a model, or changes it. */
export function ModelForm({ model, onClose }: { model?: EquipmentModel; onClose: () => void }) {
  const t = useTexts('equipment')
  const options = { isFailureShownByCaller: true }
  const create = useDeed(createEquipmentModel, { ...options, done: t('models.created') })
  const change = useDeed(changeEquipmentModel, { ...options, done: t('saved') })
  return (
    <SideForm
      title={model ? t('models.edit', { name: model.name }) : t('models.new')}
      saveLabel={model ? t('save') : t('models.create')}
      width={520}
      schema={equipmentModelForm}
      initial={toForm(model)}
      onSave={(form) => {
        const body = { ...form, rentServiceId: form.rentServiceId ?? null }
        return model
          ? change.mutateAsync({ params: { id: model.id }, ifMatch: model.version, body })
          : create.mutateAsync({ body })
      }}
      onClose={onClose}
    >
      <MainFields />
      <IdentityFields />
      <TermFields />
      <Field name="note" label={t('models.note')}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} />
      </Field>
      {model && <FlagField name="isHidden" label={t('models.hide')} hint={t('models.hideHint')} />}
    </SideForm>
  )
}

function MainFields() {
  const t = useTexts('equipment')
  const { form } = useDraft()
  const kind: unknown = Form.useWatch('kind', { form, preserve: true })
  return (
    <FieldGroup>
      <Field name="name" label={t('models.name')} hint={t('models.nameHint')} isRequired>
        <Input autoComplete="off" />
      </Field>
      <FieldRow>
        <Field name="kind" label={t('fields.kind')}>
          <Select
            options={EQUIPMENT_KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
          />
        </Field>
        <Field name="technology" label={t('models.technology')}>
          <AutoComplete
            className={styles.wide}
            options={TECHNOLOGIES.map((value) => ({ value }))}
          />
        </Field>
      </FieldRow>
      {kind === 'other' && (
        <Field name="kindName" label={t('models.kindName')} isRequired>
          <Input autoComplete="off" />
        </Field>
      )}
    </FieldGroup>
  )
}

function IdentityFields() {
  const t = useTexts('equipment')
  const { form } = useDraft()
  const kind: unknown = Form.useWatch('kind', { form, preserve: true })
  const serial = kind === 'smart-card' ? 'fields.cardNumber' : 'fields.serial'
  return (
    <FieldGroup title={t('models.identity')} help={t('models.masksHelp')}>
      <NumberFields need="serialNeed" format="serialFormat" label={t(serial)} />
      <NumberFields need="macNeed" label={t('fields.mac')} />
      <NumberFields need="chipNeed" format="chipFormat" label={t('fields.chipId')} />
    </FieldGroup>
  )
}

type NumberFieldsProps = { need: string; format?: string; label: string }

/** Whether a number has to be said, and how it looks. */
function NumberFields({ need, format, label }: NumberFieldsProps) {
  const t = useTexts('equipment')
  const { form } = useDraft()
  const value: unknown = Form.useWatch(need, { form, preserve: true })
  return (
    <FieldRow>
      <Field name={need} label={label}>
        <Select
          options={IDENTITY_NEEDS.map((one) => ({ value: one, label: t(`models.needs.${one}`) }))}
        />
      </Field>
      {format && value !== 'none' && (
        <Field name={format} label={t('models.masks')}>
          <Input autoComplete="off" spellCheck={false} className={styles.code} />
        </Field>
      )}
    </FieldRow>
  )
}

function TermFields() {
  const t = useTexts('equipment')
  return (
    <FieldRow>
      <Field name="warrantyMonths" label={t('models.warranty')} hint={t('models.warrantyHint')}>
        <InputNumber className={styles.wide} min={0} max={240} />
      </Field>
      <Field name="rentServiceId" label={t('models.rent')} hint={t('models.rentHint')}>
        <RentServicePicker />
      </Field>
    </FieldRow>
  )
}

type RentServicePickerProps = {
  id?: string
  value?: number | null
  onChange?: (id: number | null) => void
}

/** A service that goes on month by month; what is done once is no rent. */
export function RentServicePicker({ id, value, onChange }: RentServicePickerProps) {
  const t = useTexts('equipment')
  const can = usePermissions()
  const isEnabled = can('catalogue.read')
  const services = useCall(listServices, { query: {} }, { isEnabled })
  const offered = (services.data?.items ?? []).filter(
    ({ kind, archivedAt }) => kind !== 'one-off' && !archivedAt,
  )
  return (
    <Select<number | null>
      id={id}
      className={styles.wide}
      value={value ?? undefined}
      allowClear
      loading={isEnabled && !services.data}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={t('rent.none')}
      notFoundContent={t(isEnabled ? 'rent.noServices' : 'rent.noRight')}
      options={offered.map((service) => ({ value: service.id, label: service.name }))}
      onChange={(next) => onChange?.(next ?? null)}
    />
  )
}

const NEW: z.input<typeof equipmentModelForm> = {
  kind: 'router',
  kindName: '',
  name: '',
  technology: '',
  note: '',
  serialNeed: 'required',
  serialFormat: '',
  macNeed: 'optional',
  chipNeed: 'none',
  chipFormat: '',
  warrantyMonths: 12,
  rentServiceId: null,
  isHidden: false,
}

/** The fields of the form only: what else an answer holds is not sent back. */
function toForm(model: EquipmentModel | undefined): z.input<typeof equipmentModelForm> {
  return model ? equipmentModelForm.parse(model) : NEW
}
