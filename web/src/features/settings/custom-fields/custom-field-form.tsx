import {
  type CustomField,
  changeCustomField,
  createCustomField,
  FIELD_KINDS,
  FIELD_OWNERS,
} from '@altyn/contract/settings/custom-fields'
import { Form, Input, InputNumber, Select } from 'antd'
import { useTexts } from '../../../lib/i18n.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { Field, FieldRow, FlagField } from '../../../ui/fields/field.tsx'
import { SideForm } from '../../../ui/pages/side-form.tsx'

type FormProps = { onClose: () => void }

/** A new field: whose it is and of what kind is settled once. */
export function CustomFieldForm({ onClose }: FormProps) {
  const t = useTexts('settings')
  const create = useDeed(createCustomField, {
    done: t('customFields.saved'),
    isFailureShownByCaller: true,
  })
  return (
    <SideForm
      title={t('customFields.new')}
      saveLabel={t('customFields.create')}
      schema={createCustomField.body}
      initial={{
        owner: 'subscriber',
        kind: 'text',
        name: '',
        options: [],
        isRequired: false,
        position: 100,
      }}
      onSave={(body) => create.mutateAsync({ body })}
      onClose={onClose}
    >
      <FieldRow>
        <Field name="owner" label={t('customFields.ownerLabel')} isRequired>
          <Select
            options={FIELD_OWNERS.map((owner) => ({
              value: owner,
              label: t(`customFields.owner.${owner}`),
            }))}
          />
        </Field>
        <Field name="kind" label={t('customFields.kindLabel')} isRequired>
          <Select
            options={FIELD_KINDS.map((kind) => ({
              value: kind,
              label: t(`customFields.kind.${kind}`),
            }))}
          />
        </Field>
      </FieldRow>
      <Looks />
    </SideForm>
  )
}

/** How a field is called and what it offers; its values stay. */
export function CustomFieldEditForm({ field, onClose }: FormProps & { field: CustomField }) {
  const t = useTexts('settings')
  const edit = useDeed(changeCustomField, {
    done: t('customFields.saved'),
    isFailureShownByCaller: true,
    refresh: ['/api/reports'],
  })
  const { id, version, archivedAt, kind, owner: _, ...looks } = field
  return (
    <SideForm
      title={field.name}
      saveLabel={t('customFields.save')}
      schema={changeCustomField.body}
      initial={{ ...looks, isArchived: archivedAt !== null }}
      onSave={(body) => edit.mutateAsync({ params: { id }, ifMatch: version, body })}
      onClose={onClose}
    >
      <Looks kind={kind} />
      <FlagField name="isArchived" label={t('customFields.archive')} />
    </SideForm>
  )
}

function Looks({ kind }: { kind?: CustomField['kind'] }) {
  const t = useTexts('settings')
  const typed = Form.useWatch('kind')
  return (
    <>
      <Field
        name="name"
        label={t('customFields.name')}
        hint={t('customFields.nameHint')}
        isRequired
      >
        <Input autoComplete="off" />
      </Field>
      {(kind ?? typed) === 'list' && (
        <Field
          name="options"
          label={t('customFields.options')}
          hint={t('customFields.optionsHint')}
          isRequired
        >
          <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[';']} />
        </Field>
      )}
      <Field
        name="position"
        label={t('customFields.position')}
        hint={t('customFields.positionHint')}
      >
        <InputNumber min={0} max={1000} precision={0} />
      </Field>
      <FlagField name="isRequired" label={t('customFields.required')} />
    </>
  )
}
