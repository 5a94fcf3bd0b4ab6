import {
  changeDeviceTemplate,
  createDeviceTemplate,
  DEVICE_KINDS,
  type DeviceTemplate,
  deviceTemplateForm,
  SNMP_VERSIONS,
} from '@altyn/contract/network/device-templates'
import { collapsePorts } from '@altyn/contract/network/port-series'
import { Form, Input, Select } from 'antd'
import { z } from 'zod'
import { useTexts } from '../../../lib/i18n.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { useDraft } from '../../../ui/fields/draft-form.tsx'
import { Field, FieldGroup, FieldRow, FlagField } from '../../../ui/fields/field.tsx'
import { SideForm } from '../../../ui/pages/side-form.tsx'
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
      <SnmpFields template={template} />
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

function SnmpFields({ template }: { template?: DeviceTemplate }) {
  const t = useTexts('devices')
  const { form } = useDraft()
  const version: unknown = Form.useWatch('snmpVersion', { form, preserve: true })
  const keeps = (isKept?: boolean) => (isKept ? t('templates.keepSecret') : undefined)
  const isThird = version === 'v3'
  return (
    <FieldGroup
      title={t('templates.snmp')}
      help={version === 'none' ? undefined : t('templates.snmpHelp')}
    >
      <Field name="snmpVersion" label={t('templates.version')}>
        <Select
          options={SNMP_VERSIONS.map((value) => ({
            value,
            label: t(`templates.versions.${value}`),
          }))}
        />
      </Field>
      {isThird && (
        <Field name="snmpUser" label={t('templates.user')}>
          <Input autoComplete="off" spellCheck={false} />
        </Field>
      )}
      {version !== 'none' && (
        <Field
          name="snmpSecret"
          label={t(isThird ? 'templates.secret' : 'templates.community')}
          hint={keeps(template?.hasSnmpSecret)}
        >
          <Input.Password autoComplete="new-password" />
        </Field>
      )}
      {isThird && (
        <Field
          name="snmpPrivacySecret"
          label={t('templates.privacy')}
          hint={keeps(template?.hasSnmpPrivacySecret)}
        >
          <Input.Password autoComplete="new-password" />
        </Field>
      )}
    </FieldGroup>
  )
}

function toForm(template: DeviceTemplate | undefined): z.input<typeof schema> {
  const secrets = { snmpSecret: '', snmpPrivacySecret: '' }
  if (template) {
    const { name, kind, vendor, model, snmpVersion, snmpUser, ports, archivedAt } = template
    return {
      ...{ name, kind, vendor, model, snmpVersion, snmpUser, ...secrets },
      series: collapsePorts(ports) as SeriesForm, // the media of the ports are those of the contract
      isArchived: archivedAt !== null,
    }
  }
  const first = { first: '1', count: 24, medium: 'copper' as const, speedMbps: 1000 }
  return {
    name: '',
    kind: 'switch',
    vendor: '',
    model: '',
    snmpVersion: 'none',
    snmpUser: '',
    ...secrets,
    series: [first],
    isArchived: false,
  }
}
