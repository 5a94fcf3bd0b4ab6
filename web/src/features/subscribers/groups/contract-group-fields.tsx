import { Input } from 'antd'
import { useTexts } from '../../../lib/i18n.ts'
import { Field } from '../../../ui/fields/field.tsx'

/** What a group of contracts is called, and what it is for. */
export function ContractGroupFields() {
  const t = useTexts('subscribers')
  return (
    <>
      <Field name="name" label={t('groups.name')} hint={t('groups.nameHint')} isRequired>
        <Input autoComplete="off" />
      </Field>
      <Field name="note" label={t('field.note')}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} />
      </Field>
    </>
  )
}
