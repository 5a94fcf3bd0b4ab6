import { signIn } from '@altyn/contract/staff'
import { Button, Input } from 'antd'
import { call } from '../../lib/api-client.ts'
import { adoptLanguage, useTexts } from '../../lib/i18n.ts'
import { paths } from '../../lib/path-builder.ts'
import { useUrlState } from '../../lib/url-state.ts'
import { useGo } from '../../ui/actions/use-go.ts'
import { DraftFields } from '../../ui/fields/draft-form.tsx'
import { Field } from '../../ui/fields/field.tsx'
import { useDraftForm } from '../../ui/fields/use-draft-form.ts'
import { useNoteMe } from '../session.ts'
import { EntryFrame } from './entry-frame.tsx'

/** Signs a member of staff in and goes on to where they wanted to be. */
export function SignInPage() {
  const t = useTexts('shell')
  const go = useGo()
  const noteMe = useNoteMe()
  const [{ to }] = useUrlState()
  const draft = useDraftForm({
    schema: signIn.body,
    initial: { login: '', password: '' },
    isGuarded: false,
    onSave: async (body) => {
      const me = await call(signIn, { body })
      noteMe(me)
      await adoptLanguage(me.language)
      go(me.mustSetPassword ? paths.setPassword() : ownPath(to))
    },
  })
  return (
    <EntryFrame title={t('signIn.title')}>
      <DraftFields draft={draft}>
        <Field name="login" label={t('signIn.login')}>
          <Input autoFocus autoComplete="username" autoCapitalize="none" spellCheck={false} />
        </Field>
        <Field name="password" label={t('signIn.password')}>
          <Input.Password autoComplete="current-password" />
        </Field>
        <Button type="primary" block loading={draft.isSaving} onClick={() => void draft.save()}>
          {t('signIn.submit')}
        </Button>
      </DraftFields>
    </EntryFrame>
  )
}

/** Only an address of this interface: a link must not lead a person away right after signing in. */
function ownPath(target: string | undefined): string {
  return target?.startsWith('/') && !/^\/[/\\]/.test(target) ? target : paths.today()
}
