import {
  DEVICE_KINDS,
  type DeviceTemplate,
  listDeviceOptions,
  listDeviceTemplates,
} from '@altyn/contract/network/device-templates'
import {
  changeDevice,
  createDevice,
  type Device,
  newDeviceForm,
} from '@altyn/contract/network/devices'
import { Form, Input, Select } from 'antd'
import { useRef } from 'react'
import type { z } from 'zod'
import { useTexts } from '../../../lib/i18n.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { useItems } from '../../../lib/use-list.ts'
import { useDraft } from '../../../ui/fields/draft-form.tsx'
import { Field, FieldGroup, FieldRow } from '../../../ui/fields/field.tsx'
import { SideForm } from '../../../ui/pages/side-form.tsx'
import { GroupsField, OptionFields } from './device-label-fields.tsx'
import { LineFields } from './line-fields.tsx'
import { LinkFields } from './link-fields.tsx'
import { portsOf, SeriesFields, seriesForm } from './series-fields.tsx'

const WIDTH = 560
const schema = newDeviceForm.omit({ ports: true }).extend({ series: seriesForm })
type Draft = z.input<typeof schema>

type DeviceFormProps = {
  /** The device to change; a new one is made without it. */
  device?: Device
  onSaved: (id: number) => void
  onClose: () => void
}

/** Adds a device or changes it. The kind and the template are chosen once. */
export function DeviceForm({ device, onSaved, onClose }: DeviceFormProps) {
  const t = useTexts('devices')
  const savedId = useRef<number>(undefined)
  const shown = { isFailureShownByCaller: true }
  const create = useDeed(createDevice, {
    ...shown,
    done: ({ name }) => t('form.created', { name }),
  })
  const change = useDeed(changeDevice, { ...shown, done: t('form.saved') })
  const definitions = useItems(listDeviceOptions)
  const save = async ({ series, templateId, kind, ...form }: Draft) => {
    // What was typed before another kind was chosen is not of this device.
    const own = definitions.rows.filter(({ forKinds }) => forKinds.includes(kind ?? 'other'))
    const options = Object.fromEntries(own.map(({ id }) => [id, form.options?.[id] ?? '']))
    const body = { ...form, options }
    const saved = device
      ? await change.mutateAsync({ params: { id: device.id }, ifMatch: device.version, body })
      : await create.mutateAsync({ body: { ...body, templateId, kind, ports: portsOf(series) } })
    savedId.current = saved.id
  }
  return (
    <SideForm
      title={device ? t('form.edit', { name: device.name }) : t('form.create')}
      saveLabel={device ? t('save') : t('list.create')}
      width={WIDTH}
      schema={schema}
      initial={toForm(device)}
      onSave={save}
      onSaved={() => savedId.current !== undefined && onSaved(savedId.current)}
      onClose={onClose}
    >
      <FieldGroup>
        <Field name="name" label={t('fields.name')} hint={t('form.nameHint')} isRequired>
          <Input autoComplete="off" />
        </Field>
        {!device && <TemplateFields />}
        <FieldRow>
          <Field name="address" label={t('fields.address')} hint={t('form.addressHint')}>
            <Input autoComplete="off" spellCheck={false} />
          </Field>
          <GroupsField />
        </FieldRow>
        <FieldRow>
          <Field name="serial" label={t('fields.serial')}>
            <Input autoComplete="off" spellCheck={false} />
          </Field>
          <Field name="mac" label={t('fields.mac')}>
            <Input autoComplete="off" spellCheck={false} />
          </Field>
        </FieldRow>
      </FieldGroup>
      <PlaceFields />
      <LinkFields device={device} />
      <Field name="relayId" label={t('fields.relayId')} hint={t('form.relayIdHint')}>
        <Input autoComplete="off" spellCheck={false} />
      </Field>
      <LineFields of="device" />
      <OptionFields kind={device?.kind} />
      {!device && <SeriesFields title={t('form.extraPorts')} help={t('form.extraHelp')} />}
      <Field name="note" label={t('fields.note')}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} />
      </Field>
    </SideForm>
  )
}

/** A template gives kind and ports; without one the kind is said here. */
function TemplateFields() {
  const t = useTexts('devices')
  const { form } = useDraft()
  const templates = useItems(listDeviceTemplates)
  const templateId: unknown = Form.useWatch('templateId', { form, preserve: true })
  const offered = templates.rows.filter(({ archivedAt }) => !archivedAt)
  const nameOf = ({ name, ports }: DeviceTemplate) => `${name} · ${ports.length}`
  return (
    <FieldRow>
      <Field name="templateId" label={t('fields.template')} hint={t('form.templateHint')}>
        <Select
          allowClear
          placeholder={t('form.noTemplate')}
          showSearch={{ optionFilterProp: 'label' }}
          options={offered.map((row) => ({ value: row.id, label: nameOf(row) }))}
          onChange={(id) => {
            const kind = offered.find((row) => row.id === id)?.kind
            if (kind) form.setFieldValue('kind', kind)
            if (id === undefined) form.setFieldValue('templateId', null)
          }}
        />
      </Field>
      <Field name="kind" label={t('fields.kind')}>
        <Select
          disabled={typeof templateId === 'number'}
          options={DEVICE_KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
        />
      </Field>
    </FieldRow>
  )
}

function PlaceFields() {
  const t = useTexts('devices')
  return (
    <FieldGroup title={t('form.place')}>
      <FieldRow>
        <Field name="location" label={t('fields.location')} hint={t('form.locationHint')}>
          <Input autoComplete="off" />
        </Field>
        <Field name="entrance" label={t('fields.entrance')}>
          <Input autoComplete="off" />
        </Field>
      </FieldRow>
    </FieldGroup>
  )
}

function toForm(device: Device | undefined): Draft {
  return {
    name: device?.name ?? '',
    templateId: null,
    kind: device?.kind ?? 'switch',
    address: device?.address ?? '',
    serial: device?.serial ?? '',
    mac: device?.mac ?? '',
    relayId: device?.relayId ?? '',
    lineFormat: device?.lineFormat ?? null,
    location: device?.location ?? '',
    entrance: device?.entrance ?? '',
    parentDeviceId: device?.parentDeviceId ?? null,
    parentPortId: device?.parentPortId ?? null,
    groupIds: device?.groupIds ?? [],
    options: { ...device?.options },
    note: device?.note ?? '',
    series: [],
  }
}
