import {
  BINARY_FORMS,
  lineFormat,
  prepareLineFormat,
} from '@altyn/contract/network/lines/line-format'
import { DEVICE_KEYS } from '@altyn/contract/network/lines/line-notation'
import { readTypedId } from '@altyn/contract/network/lines/sub-option'
import { AutoComplete, Checkbox, Form, Input, InputNumber, Select } from 'antd'
import { useId, useState } from 'react'
import { useTexts } from '../../../lib/i18n.ts'
import { useDraft } from '../../../ui/fields/draft-form.tsx'
import { Field, FieldGroup, FieldRow } from '../../../ui/fields/field.tsx'
import styles from './devices.module.css'

/** The most common writing: that of a switch whose option 82 nobody has changed. */
const USUAL = lineFormat.parse({ circuit: '@vlan-module-port', remote: '@mac' })
const USUAL_IDS = { circuit: '0x000400640007', remote: '0x0006001122aabbcc' }

/** Where option 82 says which device and which port it is; of a device, otherwise than its model. */
export function LineFields({ of }: { of: 'template' | 'device' }) {
  const t = useTexts('devices')
  const { form, noteChange } = useDraft()
  const format: unknown = Form.useWatch('lineFormat', { form, preserve: true })
  const isTold = Boolean(format)
  return (
    <FieldGroup title={t('lines.title')} help={t('lines.help')}>
      <Checkbox
        checked={isTold}
        onChange={({ target }) => {
          form.setFieldValue('lineFormat', target.checked ? USUAL : null)
          noteChange()
        }}
      >
        {t(`lines.${of}`)}
      </Checkbox>
      {isTold && (
        <>
          <IdField name="lineFormat.circuit" label={t('lines.circuit')} hint={t('lines.hint')} />
          <IdField name="lineFormat.remote" label={t('lines.remote')} />
          <FieldRow>
            <Field name="lineFormat.deviceBy" label={t('lines.deviceBy')}>
              <Select
                options={DEVICE_KEYS.map((value) => ({ value, label: t(`lines.keys.${value}`) }))}
              />
            </Field>
            <Field
              name="lineFormat.portName"
              label={t('lines.portName')}
              hint={t('lines.portNameHint')}
            >
              <Input autoComplete="off" spellCheck={false} />
            </Field>
          </FieldRow>
          <Field
            name="lineFormat.portOffset"
            label={t('lines.portOffset')}
            hint={t('lines.portOffsetHint')}
          >
            <InputNumber controls={false} />
          </Field>
          <LineExample format={format} />
        </>
      )}
    </FieldGroup>
  )
}

function IdField({ name, label, hint }: { name: string; label: string; hint?: string }) {
  const t = useTexts('devices')
  const options = BINARY_FORMS.map((value) => ({
    value,
    label: `${value} · ${t(`lines.binary.${value.slice(1)}`)}`,
  }))
  return (
    <Field name={name} label={label} hint={hint}>
      <AutoComplete options={options}>
        <Input spellCheck={false} />
      </AutoComplete>
    </Field>
  )
}

/** Ids as a switch sent them, read as they would be. */
function LineExample({ format }: { format: unknown }) {
  const t = useTexts('devices')
  const [typed, setTyped] = useState(USUAL_IDS)
  const id = useId()
  return (
    <div className={styles.lineExample}>
      <p className={styles.lineExampleTitle}>{t('lines.try')}</p>
      {(['circuit', 'remote'] as const).map((key) => (
        <label key={key} htmlFor={`${id}-${key}`}>
          <span>{t(`lines.${key}`)}</span>
          <Input
            id={`${id}-${key}`}
            value={typed[key]}
            autoComplete="off"
            spellCheck={false}
            onChange={({ target }) => setTyped({ ...typed, [key]: target.value })}
          />
        </label>
      ))}
      <output htmlFor={`${id}-circuit ${id}-remote`}>{useReading(format, typed)}</output>
    </div>
  )
}

function useReading(format: unknown, typed: typeof USUAL_IDS): string {
  const t = useTexts('devices')
  const sound = lineFormat.safeParse(format)
  if (!sound.success) return t('lines.unsound')
  const line = prepareLineFormat(sound.data)({
    circuitId: readTypedId(typed.circuit),
    remoteId: readTypedId(typed.remote),
  })
  if (!line) return t('lines.unread')
  return [
    t('lines.read.device', { device: line.device }),
    line.port && t('lines.read.port', { port: line.port }),
    line.onu && t('lines.read.onu', { onu: line.onu }),
    line.vlan === null ? '' : t('lines.read.vlan', { vlan: line.vlan }),
  ]
    .filter((words) => words !== '')
    .join(', ')
}
