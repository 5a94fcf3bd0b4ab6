import { CALL_FIELDS, CALL_TIMES, type CallFormat } from '@altyn/contract/network'
import { Button, Form, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { useTexts } from '../../../lib/i18n.ts'
import { useDraft } from '../../../ui/fields/draft-form.tsx'
import { Field, FieldGroup } from '../../../ui/fields/field.tsx'
import { RowButton } from '../../../ui/fields/row-button.tsx'
import styles from '../network.module.css'
import { replaceNumber } from './call-format.ts'

/** How the files of an exchange are read, and how its numbers become numbers of E.164. */
export function CallFormatFields() {
  const t = useTexts('network')
  return (
    <>
      <FieldGroup title={t('calls.title')} help={t('calls.help')}>
        <Field name="callFormat.columns" label={t('calls.columns')} isRequired>
          <ColumnsField />
        </Field>
        <Field name="callFormat.time" label={t('calls.time.label')}>
          <Select
            options={CALL_TIMES.map((value) => ({ value, label: t(`calls.time.${value}`) }))}
          />
        </Field>
      </FieldGroup>
      <Replacements />
    </>
  )
}

type Columns = CallFormat['columns']

/** The columns of the file from left to right; what is of no use is passed over. */
function ColumnsField(props: { value?: Columns; onChange?: (columns: Columns) => void }) {
  const t = useTexts('network')
  const { value = [], onChange } = props
  const options = [
    { value: null, label: t('calls.field.none') },
    ...CALL_FIELDS.map((field) => ({ value: field, label: t(`calls.field.${field}`) })),
  ]
  return (
    <div className={styles.columns}>
      {value.map((field, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a column of a file is its place.
        <div key={i} className={styles.column}>
          <span>{i + 1}</span>
          <Select
            value={field}
            aria-label={t('calls.column', { number: i + 1 })}
            options={options}
            onChange={(chosen: Columns[number]) =>
              onChange?.(value.map((kept, at) => (at === i ? chosen : kept)))
            }
          />
          <Button
            type="text"
            size="small"
            onClick={() => onChange?.(value.filter((_, at) => at !== i))}
          >
            {t('calls.remove')}
          </Button>
        </div>
      ))}
      <Button size="small" onClick={() => onChange?.([...value, null])}>
        {t('calls.addColumn')}
      </Button>
    </div>
  )
}

/** The first rule that fits is taken; a number typed below shows what becomes of it. */
function Replacements() {
  const t = useTexts('network')
  const { form } = useDraft()
  const [tried, tryOut] = useState('')
  const rules: unknown = Form.useWatch(['callFormat', 'replacements'], { form, preserve: true })
  const known = (Array.isArray(rules) ? rules : []) as CallFormat['replacements'] // typed in this form
  return (
    <FieldGroup title={t('calls.numbers')} help={t('calls.numbersHelp')}>
      <Form.List name={['callFormat', 'replacements']}>
        {(fields, { add, remove }) => (
          <div className={styles.columns}>
            {fields.map(({ key, name }, i) => (
              <div key={key} className={styles.column}>
                <Field
                  listed={2}
                  name={`callFormat.replacements.${i}.prefix`}
                  label={t('calls.begins')}
                >
                  <Input />
                </Field>
                <Field
                  listed={2}
                  name={`callFormat.replacements.${i}.length`}
                  label={t('calls.length')}
                >
                  <InputNumber min={1} max={20} />
                </Field>
                <Field
                  listed={2}
                  name={`callFormat.replacements.${i}.replaceWith`}
                  label={t('calls.becomes')}
                >
                  <Input />
                </Field>
                <RowButton label={t('calls.remove')} isRemoving onPress={() => remove(name)} />
              </div>
            ))}
            <RowButton
              label={t('calls.addRule')}
              onPress={() => add({ prefix: '', length: null, replaceWith: '' })}
            />
          </div>
        )}
      </Form.List>
      <div className={styles.tryOut}>
        <Input
          value={tried}
          placeholder={t('calls.try')}
          aria-label={t('calls.try')}
          onChange={({ target }) => tryOut(target.value)}
        />
        {tried && <output>→ {replaceNumber(tried, known)}</output>}
      </div>
    </FieldGroup>
  )
}
