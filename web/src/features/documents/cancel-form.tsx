import { cancelDocument, type Document } from '@altyn/contract/documents'
import { Input } from 'antd'
import { useTexts } from '../../lib/i18n.ts'
import { useDeed } from '../../lib/use-call.ts'
import { AlertLine } from '../../ui/feedback/alert-line.tsx'
import { Field } from '../../ui/fields/field.tsx'
import { SideForm } from '../../ui/pages/side-form.tsx'

type CancelFormProps = { document: Document; onClose: () => void; onCancelled: () => void }

/** Cancels a document with a reason; money is not touched, and the number is gone for ever. */
export function CancelForm({ document, onClose, onCancelled }: CancelFormProps) {
  const t = useTexts('documents')
  const { id, number } = document
  const cancel = useDeed(cancelDocument, {
    isFailureShownByCaller: true,
    done: t('cancel.done', { number }),
  })
  return (
    <SideForm
      title={t('cancel.title', { number })}
      saveLabel={t('cancel.submit')}
      isDanger
      schema={cancelDocument.body}
      initial={{ reason: '' }}
      onSave={(body) => cancel.mutateAsync({ params: { id }, body })}
      onSaved={onCancelled}
      onClose={onClose}
    >
      <Field name="reason" label={t('reason')} isRequired hint={t('cancel.reasonHint')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} />
      </Field>
      <AlertLine tone="warn" title={t('cancel.effect')} advice={t('cancel.advice')} />
    </SideForm>
  )
}
