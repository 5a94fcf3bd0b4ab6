import { changeTariff, type Tariff, tariffForm } from '@altyn/contract/catalogue'
import { Input } from 'antd'
import { useTexts } from '../../lib/i18n.ts'
import { useDeed } from '../../lib/use-call.ts'
import { Field } from '../../ui/fields/field.tsx'
import { SideForm } from '../../ui/pages/side-form.tsx'

const nameForm = tariffForm.pick({ name: true })

/** Another name for a tariff; it is printed from now on, what is printed stays. */
export function RenameForm({ tariff, onClose }: { tariff: Tariff; onClose: () => void }) {
  const t = useTexts('catalogue')
  const change = useDeed(changeTariff, {
    isFailureShownByCaller: true,
    done: ({ name }) => t('rename.done', { name }),
  })
  return (
    <SideForm
      title={t('rename.title')}
      saveLabel={t('rename.submit')}
      schema={nameForm}
      initial={{ name: tariff.name }}
      onSave={(body) =>
        change.mutateAsync({ params: { id: tariff.id }, ifMatch: tariff.version, body })
      }
      onClose={onClose}
    >
      <Field name="name" label={t('form.name')} isRequired hint={t('rename.hint')}>
        <Input autoComplete="off" />
      </Field>
    </SideForm>
  )
}
