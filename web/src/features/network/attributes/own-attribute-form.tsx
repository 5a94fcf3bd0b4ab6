import {
  ATTRIBUTE_TYPES,
  addOwnAttribute,
  changeOwnAttribute,
  type OwnAttribute,
} from '@altyn/contract/network/attributes'
import { Form, Input, InputNumber, Select } from 'antd'
import { useTexts } from '../../../lib/i18n.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { useDraft } from '../../../ui/fields/draft-form.tsx'
import { Field, FieldGroup, FieldRow, FlagField } from '../../../ui/fields/field.tsx'
import { SideForm } from '../../../ui/pages/side-form.tsx'
import styles from './attributes.module.css'

const TAGGED_TYPES = ['string', 'octets', 'integer']

type OwnAttributeFormProps = {
  /** The attribute to change; a new one is added without it. */
  own?: OwnAttribute
  onClose: () => void
}

/** Adds an attribute that the program does not know, or changes it. */
export function OwnAttributeForm({ own, onClose }: OwnAttributeFormProps) {
  const t = useTexts('attributes')
  const add = useDeed(addOwnAttribute, {
    done: t('dictionary.added'),
    isFailureShownByCaller: true,
  })
  const change = useDeed(changeOwnAttribute, {
    done: t('dictionary.changed'),
    isFailureShownByCaller: true,
  })
  const {
    name = '',
    vendorId = null,
    number,
    type = 'string',
    hasTag = false,
    note = '',
  } = own ?? {}
  return (
    <SideForm
      title={own ? own.name : t('dictionary.add')}
      saveLabel={own ? t('save') : t('dictionary.add')}
      schema={addOwnAttribute.body}
      initial={{ name, vendorId, number, type, hasTag, note }}
      onSave={(body) =>
        own
          ? change.mutateAsync({ params: { id: own.id }, body, ifMatch: own.version })
          : add.mutateAsync({ body })
      }
      onClose={onClose}
    >
      <FieldGroup help={t('dictionary.addHelp')}>
        <Field name="name" label={t('dictionary.name')} hint={t('dictionary.nameHint')} isRequired>
          <Input autoComplete="off" spellCheck={false} className={styles.code} />
        </Field>
        <FieldRow>
          <Field name="vendorId" label={t('dictionary.vendor')} hint={t('dictionary.vendorHint')}>
            <InputNumber min={1} precision={0} controls={false} style={{ width: '100%' }} />
          </Field>
          <Field name="number" label={t('dictionary.number')} isRequired>
            <InputNumber
              min={1}
              max={255}
              precision={0}
              controls={false}
              style={{ width: '100%' }}
            />
          </Field>
        </FieldRow>
        <Field name="type" label={t('dictionary.type')}>
          <Select
            options={ATTRIBUTE_TYPES.map((value) => ({
              value,
              label: `${t(`types.${value}`)} (${value})`,
            }))}
          />
        </Field>
        <TagField />
        <Field name="note" label={t('form.note')}>
          <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} />
        </Field>
      </FieldGroup>
    </SideForm>
  )
}

/** Only some types have a tag; with another type chosen it is shown while it is still set, to be taken away. */
function TagField() {
  const t = useTexts('attributes')
  const { form } = useDraft()
  const type: unknown = Form.useWatch('type', { form, preserve: true })
  const hasTag: unknown = Form.useWatch('hasTag', { form, preserve: true })
  const mayHave = TAGGED_TYPES.some((tagged) => tagged === type)
  if (!mayHave && !hasTag) return null
  return (
    <FlagField name="hasTag" label={t('dictionary.hasTag')} hint={t('dictionary.hasTagHint')} />
  )
}
