import { PASSWORD_LENGTH_MIN, setOwnPassword } from '@altyn/contract/staff'
import { Button, Input } from 'antd'
import { call } from '../../lib/api-client.ts'
import { useTexts } from '../../lib/i18n.ts'
import { paths } from '../../lib/path-builder.ts'
import { showToast } from '../../lib/toasts.ts'
import { useGo } from '../../ui/actions/use-go.ts'
import { DraftFields } from '../../ui/fields/draft-form.tsx'
import { Field } from '../../ui/fields/field.tsx'
import { useDraftForm } from '../../ui/fields/use-draft-form.ts'
import { useNoteMe } from '../session.ts'
import { EntryFrame } from './entry-frame.tsx'

/** Sets one's own password: the first one before anything else is reachable, another one at any time. */
export function SetPasswordPage() {
  const t = useTexts('shell')
  const go = useGo()
  const noteMe = useNoteMe()
  const draft = useDraftForm({
    schema: setOwnPassword.body,
    initial: { currentPassword: '', newPassword: '' },
    isGuarded: false,
    onSave: async (body) => {
      noteMe(await call(setOwnPassword, { body }))
      showToast({ tone: 'done', text: t('setPassword.done') })
      go(paths.today())
    },
  })
  return (
    <EntryFrame title={t('setPassword.title')}>
      <p>{t('setPassword.text')}</p>
      <DraftFields draft={draft}>
        <Field name="currentPassword" label={t('setPassword.current')}>
          <Input.Password autoFocus autoComplete="current-password" />
        </Field>
        <Field
          name="newPassword"
          label={t('setPassword.new')}
          hint={t('setPassword.hint', { count: PASSWORD_LENGTH_MIN })}
        >
          <Input.Password autoComplete="new-password" />
        </Field>
        <Button type="primary" block loading={draft.isSaving} onClick={() => void draft.save()}>
          {t('setPassword.submit')}
        </Button>
      </DraftFields>
    </EntryFrame>
  )
}
