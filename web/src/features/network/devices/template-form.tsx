import {
  changeDeviceTemplate,
  createDeviceTemplate,
  DEVICE_KINDS,
  type DeviceTemplate,
  deviceTemplateForm,
} from '@altyn/contract/network/device-templates'
import { collapsePorts } from '@altyn/contract/network/port-series'
import { Input, Select } from 'antd'
import { z } from 'zod'
import { useTexts } from '../../../lib/i18n.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { Field, FieldGroup, FieldRow, FlagField } from '../../../ui/fields/field.tsx'
import { SideForm } from '../../../ui/pages/side-form.tsx'
import { LineFields } from './line-fields.tsx'
import { MatchFields } from './polling/match-fields.tsx'
import { SnmpFields } from './polling/snmp-fields.tsx'
import { portsOf, SeriesFields, type SeriesForm, seriesForm } from './series-fields.tsx'

const schema = deviceTemplateForm
  .omit({ ports: true })
  .extend({ series: seriesForm, isArchived: z.boolean() })

/** Describes a model of equipment, or changes it. */
export function TemplateForm(props: { template?: DeviceTemplate; onClose: () => void }) {
  const { template, onClose } = props
  const t = useTexts('devices')
  const options = { isFailureShownByCaller: true }
  const create = useDeed(createDeviceTemplate, { ...options, done: t('templates.created') })
  const change = useDeed(changeDeviceTemplate, { ...options, done: t('templates.saved') })
  return (
    <SideForm
      title={template ? t('templates.edit', { name: template.name }) : t('templates.new')}
      saveLabel={template ? t('save') : t('templates.create')}
      width={520}
      schema={schema}
      initial={toForm(template)}
      onSave={({ series, isArchived, ...form }) => {
        const body = { ...form, ports: portsOf(series) }
        return template
          ? change.mutateAsync({
              params: { id: template.id },
              ifMatch: template.version,
              body: { ...body, isArchived },
            })
          : create.mutateAsync({ body })
      }}
      onClose={onClose}
    >
      <MainFields isNew={!template} />
      <SeriesFields title={t('fields.ports')} help={t('templates.portsHelp')} />
      <SnmpFields
        mayBeNone
        hasSecret={template?.hasSnmpSecret ?? false}
        hasPrivacySecret={template?.hasSnmpPrivacySecret ?? false}
      />
      <MatchFields />
      <LineFields of="template" />
      {template && <FlagField name="isArchived" label={t('templates.archive')} />}
    </SideForm>
  )
}

function MainFields({ isNew }: { isNew: boolean }) {
  const t = useTexts('devices')
  return (
    <FieldGroup>
      <Field name="name" label={t('fields.name')} hint={t('templates.nameHint')} isRequired>
        <Input autoComplete="off" />
      </Field>
      {isNew && (
        <Field name="kind" label={t('fields.kind')}>
          <Select options={DEVICE_KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))} />
        </Field>
      )}
      <FieldRow>
        <Field name="vendor" label={t('fields.vendor')}>
          <Input autoComplete="off" />
        </Field>
        <Field name="model" label={t('fields.model')}>
          <Input autoComplete="off" />
        </Field>
      </FieldRow>
    </FieldGroup>
  )
}

function toForm(template: DeviceTemplate | undefined): z.input<typeof schema> {
  if (template) {
    const { ports, archivedAt, ...kept } = template
    return {
      ...deviceTemplateForm.parse({ ...kept, ports }),
      series: collapsePorts(ports) as SeriesForm, // the media of the ports are those of the contract
      isArchived: archivedAt !== null,
    }
  }
  const first = { first: '1', count: 24, medium: 'copper' as const, speedMbps: 1000 }
  const { name: _, ...plain } = deviceTemplateForm.parse({ name: '-', kind: 'switch' })
  return { ...plain, name: '', series: [first], isArchived: false }
}
