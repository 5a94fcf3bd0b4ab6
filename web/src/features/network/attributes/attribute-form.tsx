import {
  ATTRIBUTE_PACKETS,
  type AttributeRow,
  addAttributeRow,
  changeAttributeRow,
  type DictionaryAttribute,
  PLACEHOLDERS,
} from '@altyn/contract/network/attributes'
import { Form, Input, InputNumber, Select } from 'antd'
import { findText, useTexts } from '../../../lib/i18n.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { useDraft } from '../../../ui/fields/draft-form.tsx'
import { Field, FieldGroup, FieldRow, FlagField } from '../../../ui/fields/field.tsx'
import { SideForm } from '../../../ui/pages/side-form.tsx'
import { AttributePicker, useDictionary } from './attribute-picker.tsx'
import styles from './attributes.module.css'
import { LinkFields } from './link-fields.tsx'

const NAMES_SHOWN = 8

type AttributeFormProps = {
  /** The row to change; a new one is added without it. */
  row?: AttributeRow
  onClose: () => void
}

/** Gives an attribute, or changes what is given and to whom. The server says at the field what cannot be sent. */
export function AttributeForm({ row, onClose }: AttributeFormProps) {
  const t = useTexts('attributes')
  const add = useDeed(addAttributeRow, { done: t('added'), isFailureShownByCaller: true })
  const change = useDeed(changeAttributeRow, { done: t('changed'), isFailureShownByCaller: true })
  return (
    <SideForm
      title={row ? row.attribute : t('add')}
      saveLabel={row ? t('save') : t('add')}
      schema={addAttributeRow.body}
      initial={row ? toForm(row) : EMPTY}
      onSave={(body) =>
        row
          ? change.mutateAsync({ params: { id: row.id }, body, ifMatch: row.version })
          : add.mutateAsync({ body })
      }
      onClose={onClose}
      width={560}
    >
      <AttributeFields />
      <LinkFields row={row} />
      <FieldGroup>
        <Field name="note" label={t('form.note')}>
          <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} />
        </Field>
        <FlagField name="isEnabled" label={t('form.isEnabled')} hint={t('form.isEnabledHint')} />
      </FieldGroup>
    </SideForm>
  )
}

/** The attribute and its values; what is asked for follows the attribute. */
function AttributeFields() {
  const t = useTexts('attributes')
  const { form } = useDraft()
  const { attributes } = useDictionary()
  const name: unknown = Form.useWatch('attribute', { form, preserve: true })
  const chosen = attributes.find((one) => one.name === name)
  const words = PLACEHOLDERS.map((word) => `{${word}}`).join(' ')
  return (
    <FieldGroup>
      <Field name="packet" label={t('form.packet')}>
        <Select
          options={ATTRIBUTE_PACKETS.map((value) => ({ value, label: t(`packets.${value}`) }))}
        />
      </Field>
      <FieldRow>
        <Field name="attribute" label={t('form.attribute')} isRequired>
          <AttributePicker onChange={() => form.setFieldValue('tag', 0)} />
        </Field>
        {chosen?.hasTag && (
          <Field name="tag" label={t('form.tag')} hint={t('form.tagHint')}>
            <InputNumber min={0} max={31} precision={0} style={{ width: '100%' }} />
          </Field>
        )}
      </FieldRow>
      <Field
        name="value"
        label={t('form.value')}
        hint={
          <>
            {chosen && <ExpectedValue attribute={chosen} />}
            <span>{t('form.valueHint', { words })}</span>
          </>
        }
        isRequired
      >
        <Input.TextArea
          className={styles.code}
          autoComplete="off"
          spellCheck={false}
          autoSize={{ minRows: 2, maxRows: 10 }}
        />
      </Field>
    </FieldGroup>
  )
}

function ExpectedValue({ attribute }: { attribute: DictionaryAttribute }) {
  const t = useTexts('attributes')
  const { type, values } = attribute
  const expected = findText('problems', `network.expected.${type}`) ?? type
  const names = values.slice(0, NAMES_SHOWN).join(', ')
  const more = values.length > NAMES_SHOWN ? '…' : ''
  return (
    <span>
      {values.length > 0
        ? t('form.expectedNamed', { names: `${names}${more}` })
        : t('form.expected', { expected })}{' '}
    </span>
  )
}

const EMPTY = {
  packet: 'accept' as const,
  attribute: '',
  tag: 0,
  value: '',
  agentId: null,
  nasId: null,
  deviceGroupId: null,
  accountGroupId: null,
  tariffId: null,
  category: null,
  accountId: null,
  isForGuests: false,
  speedDownKbps: null,
  isEnabled: true,
  note: '',
}

function toForm(row: AttributeRow): typeof EMPTY {
  const names = Object.keys(EMPTY) as (keyof typeof EMPTY)[] // exactly the fields of the form
  return Object.fromEntries(names.map((name) => [name, row[name]])) as typeof EMPTY // by those names
}
