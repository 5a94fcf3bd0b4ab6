import {
  type CustomField,
  type CustomValue,
  changeAccountValues,
  changeContractValues,
  changeSubscriberValues,
} from '@altyn/contract/settings/custom-fields'
import { Input, Select } from 'antd'
import { z } from 'zod'
import { useTexts } from '../../../lib/i18n.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { DayField } from '../../../ui/fields/day-field.tsx'
import { Field } from '../../../ui/fields/field.tsx'
import { SideForm } from '../../../ui/pages/side-form.tsx'
import { useCustomFields } from './use-custom-fields.ts'

const ROUTES = {
  subscriber: changeSubscriberValues,
  contract: changeContractValues,
  account: changeAccountValues,
}
/** A field that was cleared has no value. */
const schema = z.object({ values: z.record(z.string(), z.string().nullish()) })

type FormProps = {
  owner: CustomField['owner']
  ownerId: number
  /** Whose they are, in words: a name, a number, a login. */
  title: string
  values: readonly CustomValue[]
  onClose: () => void
}

/** Fields of one's own of one subscriber, contract or account; only what was changed is sent. */
export function CustomValuesForm({ owner, ownerId, title, values, onClose }: FormProps) {
  const t = useTexts('settings')
  const fields = useCustomFields(owner)
  const save = useDeed(ROUTES[owner], {
    done: t('customFields.filledIn'),
    refresh: ['/api/reports'],
    isFailureShownByCaller: true,
  })
  if (fields.length === 0) return null
  const kept = (id: number) =>
    values.find((row) => row.owner === owner && row.ownerId === ownerId && row.fieldId === id)
      ?.value ?? ''
  return (
    <SideForm
      title={t('customFields.of', { name: title })}
      saveLabel={t('customFields.save')}
      schema={schema}
      initial={{
        values: Object.fromEntries(fields.map(({ id }) => [id, kept(id) || undefined])),
      }}
      onSave={(typed) => {
        const changed = fields
          .map(({ id }): [number, string] => [id, typed.values[id] ?? ''])
          .filter(([id, value]) => value !== kept(id))
        return save.mutateAsync({
          params: { id: ownerId },
          body: { values: Object.fromEntries(changed) },
        })
      }}
      onClose={onClose}
    >
      {fields.map((field) => (
        <Field
          key={field.id}
          name={`values.${field.id}`}
          label={field.name}
          isRequired={field.isRequired}
        >
          {controlOf(field)}
        </Field>
      ))}
    </SideForm>
  )
}

function controlOf({ kind, options }: CustomField) {
  if (kind === 'day') return <DayField />
  if (kind === 'number') return <Input inputMode="decimal" autoComplete="off" />
  if (kind === 'list') {
    return (
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        options={options.map((option) => ({ value: option, label: option }))}
      />
    )
  }
  return <Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} maxLength={1000} />
}
