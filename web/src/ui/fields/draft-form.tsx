import { Form } from 'antd'
import { createContext, type KeyboardEvent, lazy, type ReactNode, Suspense, use } from 'react'
import { useTexts } from '../../lib/i18n.ts'
import { AlertLine } from '../feedback/alert-line.tsx'
import styles from './fields.module.css'
import type { DraftForm } from './use-draft-form.ts'

// Most forms are saved; the question about leaving comes when it is first asked.
const ConfirmDialog = lazy(async () => ({
  default: (await import('../actions/confirm-dialog.tsx')).ConfirmDialog,
}))

const Draft = createContext<DraftForm | undefined>(undefined)

/** The form that a field stands in. */
export function useDraft(): DraftForm {
  const draft = use(Draft)
  if (!draft) throw new Error('A field must stand inside a DraftFields')
  return draft
}

/** The fields of a form with its general errors on top; `Ctrl+Enter` anywhere inside saves. */
export function DraftFields({ draft, children }: { draft: DraftForm; children: ReactNode }) {
  const { form, initial, topErrors, save, noteChange } = draft
  const saveByKeys = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    void save()
  }
  const recheck = (changed: object) => {
    noteChange()
    recheckWrongFields(draft, changed)
  }
  return (
    <Draft value={draft}>
      <Form
        form={form}
        layout="vertical"
        initialValues={initial}
        onValuesChange={recheck}
        onFinish={() => void save()}
        onKeyDown={saveByKeys}
        requiredMark={false}
        scrollToFirstError
        className={styles.form}
        noValidate
      >
        {topErrors.length > 0 && (
          <div className={styles.alerts}>
            {topErrors.map(({ title, advice }) => (
              <AlertLine key={title} tone="bad" title={title} advice={advice} />
            ))}
          </div>
        )}
        {children}
        <button type="submit" hidden />
      </Form>
      <LeaveQuestion draft={draft} />
    </Draft>
  )
}

/** A field is first checked when it is left; once it is wrong, each key press checks it again. */
function recheckWrongFields({ form }: DraftForm, changed: object): void {
  const wrong = form
    .getFieldsError()
    .filter(({ name, errors }) => errors.length > 0 && String(name[0]) in changed)
  if (wrong.length > 0) form.validateFields(wrong.map(({ name }) => name)).catch(() => {})
}

function LeaveQuestion({ draft: { leaving } }: { draft: DraftForm }) {
  const t = useTexts('ui')
  if (!leaving.isAsking) return null
  return (
    <Suspense>
      <ConfirmDialog
        isOpen
        title={t('form.leave.title')}
        confirmLabel={t('form.leave.leave')}
        cancelLabel={t('form.leave.stay')}
        isDanger
        onConfirm={async () => leaving.leave()}
        onClose={leaving.stay}
      >
        {t('form.leave.text')}
      </ConfirmDialog>
    </Suspense>
  )
}
