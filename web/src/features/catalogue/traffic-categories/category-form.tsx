import { codeText } from '@altyn/contract/catalogue/code-text'
import {
  changeTrafficCategory,
  createTrafficCategory,
  type TrafficCategory,
  trafficCategoryForm,
} from '@altyn/contract/catalogue/traffic-categories'
import { Input } from 'antd'
import { z } from 'zod'
import { useTexts } from '../../../lib/i18n.ts'
import { useDeed } from '../../../lib/use-call.ts'
import { Field, FieldRow, FlagField } from '../../../ui/fields/field.tsx'
import { SideForm } from '../../../ui/pages/side-form.tsx'

const schema = trafficCategoryForm.extend({
  code: codeText,
  isArchived: z.boolean().default(false),
})

/** The name of a category, and the code by which prices refer to it. */
export function CategoryForm(props: { category?: TrafficCategory; onClose: () => void }) {
  const { category, onClose } = props
  const t = useTexts('catalogue')
  const options = { isFailureShownByCaller: true, done: t('bands.saved') }
  const create = useDeed(createTrafficCategory, options)
  const change = useDeed(changeTrafficCategory, options)
  return (
    <SideForm
      title={t(category ? 'categories.edit' : 'categories.create')}
      saveLabel={t(category ? 'bands.save' : 'categories.create')}
      schema={schema}
      initial={
        category
          ? { ...category, isArchived: category.archivedAt !== null }
          : { nameRu: '', nameEn: '', code: '', isArchived: false }
      }
      onSave={({ code, isArchived, ...names }) =>
        category
          ? change.mutateAsync({
              params: { id: category.id },
              ifMatch: category.version,
              body: { ...names, isArchived },
            })
          : create.mutateAsync({ body: { ...names, code } })
      }
      onClose={onClose}
    >
      <FieldRow>
        <Field name="nameRu" label={t('bands.nameRu')} isRequired>
          <Input autoComplete="off" />
        </Field>
        <Field name="nameEn" label={t('bands.nameEn')} isRequired>
          <Input autoComplete="off" />
        </Field>
      </FieldRow>
      {!category && (
        <Field name="code" label={t('bands.code')} hint={t('bands.codeHint')} isRequired>
          <Input autoComplete="off" />
        </Field>
      )}
      {category && <FlagField name="isArchived" label={t('categories.archived')} />}
    </SideForm>
  )
}
