import { findScriptFaults, SCRIPT_TRANSPORTS } from '@altyn/contract/network/script-text'
import {
  changeScript,
  createScript,
  type Script,
  scriptForm,
  USUAL_ERRORS,
  USUAL_PROMPTS,
} from '@altyn/contract/network/scripts'
import { Form, Input, InputNumber, Select } from 'antd'
import { z } from 'zod'
import { useTexts } from '../../../lib/i18n.ts'
import { usePermissions } from '../../../lib/permissions.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { useDraft } from '../../../ui/fields/draft-form.tsx'
import { Field, FieldGroup, FieldRow, FlagField } from '../../../ui/fields/field.tsx'
import { SideForm } from '../../../ui/pages/side-form.tsx'
import { TemplatesField } from './place-fields.tsx'
import { ScriptBodyField } from './script-body-field.tsx'

const SECONDS_MIN = 5
const SECONDS_MAX = 600
const WIDTH = 720
const schema = scriptForm
  .extend({ isArchived: z.boolean() })
  .refine(({ transport, body }) => findScriptFaults(transport, body).length === 0, {
    path: ['body'],
    message: 'script',
  })

/** Writes a script, changes it, or shows it to whoever may only look. */
export function ScriptForm({ script, onClose }: { script?: Script; onClose: () => void }) {
  const t = useTexts('scripts')
  const can = usePermissions()
  const options = { isFailureShownByCaller: true }
  const create = useDeed(createScript, { ...options, done: t('created') })
  const change = useDeed(changeScript, { ...options, done: t('saved') })
  return (
    <SideForm
      title={script ? t('edit', { name: script.name }) : t('create')}
      saveLabel={script ? t('save') : t('create')}
      width={WIDTH}
      schema={schema}
      initial={toForm(script)}
      reason={can('network.edit-scripts') ? undefined : t('mayNotEdit')}
      onSave={({ isArchived, ...body }) =>
        script
          ? change.mutateAsync({
              params: { id: script.id },
              ifMatch: script.version,
              body: { ...body, isArchived },
            })
          : create.mutateAsync({ body })
      }
      onClose={onClose}
    >
      <MainFields />
      <AnswerFields />
      <FlagField
        name="isRepeatable"
        label={t('fields.isRepeatable')}
        hint={t('hints.isRepeatable')}
      />
      <Field name="note" label={t('fields.note')}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} />
      </Field>
      {script && <FlagField name="isArchived" label={t('archive')} hint={t('hints.archive')} />}
    </SideForm>
  )
}

function MainFields() {
  const t = useTexts('scripts')
  const { form } = useDraft()
  const transport: Script['transport'] =
    Form.useWatch('transport', { form, preserve: true }) ?? 'ssh'
  return (
    <FieldGroup>
      <Field name="name" label={t('fields.name')} hint={t('hints.name')} isRequired>
        <Input autoComplete="off" />
      </Field>
      <FieldRow>
        <Field name="transport" label={t('fields.transport')}>
          <Select
            options={SCRIPT_TRANSPORTS.map((value) => ({ value, label: t(`transports.${value}`) }))}
          />
        </Field>
        <Field name="secondsMax" label={t('fields.secondsMax')}>
          <InputNumber min={SECONDS_MIN} max={SECONDS_MAX} style={{ width: '100%' }} />
        </Field>
      </FieldRow>
      <TemplatesField label={t('fields.models')} hint={t('hints.models')} />
      <Field
        name="body"
        label={t(transport === 'http' ? 'fields.requests' : 'fields.commands')}
        isRequired
      >
        <ScriptBodyField transport={transport} />
      </Field>
    </FieldGroup>
  )
}

/** How answers are understood. Prompts are a matter of terminals. */
function AnswerFields() {
  const t = useTexts('scripts')
  const { form } = useDraft()
  const transport: unknown = Form.useWatch('transport', { form, preserve: true })
  const names = transport === 'http' ? (['errors'] as const) : (['prompts', 'errors'] as const)
  return (
    <FieldGroup title={t('answers')} help={t('answersHelp')}>
      {names.map((name) => (
        <Field key={name} name={name} label={t(`fields.${name}`)} hint={t(`hints.${name}`)}>
          <Select mode="tags" open={false} suffixIcon={null} />
        </Field>
      ))}
    </FieldGroup>
  )
}

function toForm(script: Script | undefined): z.input<typeof schema> {
  if (script) return { ...scriptForm.parse(script), isArchived: script.archivedAt !== null }
  return {
    name: '',
    transport: 'ssh',
    templateIds: [],
    body: '',
    prompts: USUAL_PROMPTS,
    errors: USUAL_ERRORS,
    secondsMax: 60,
    isRepeatable: false,
    note: '',
    isArchived: false,
  }
}
