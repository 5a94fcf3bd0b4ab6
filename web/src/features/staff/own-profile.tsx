import { changeMe, type Me, setOwnPassword, signOut } from '@altyn/contract/staff'
import { Input, Segmented } from 'antd'
import { LANGUAGE_NAMES } from '../../i18n/measures.ts'
import { LANGUAGES, type Language, useLanguage, useTexts } from '../../lib/i18n.ts'
import { useDeed } from '../../lib/use-call.ts'
import { Field, FieldRow } from '../../ui/fields/field.tsx'
import { SettingsForm, SettingsPage, SettingsSection } from '../../ui/pages/settings-page.tsx'

type OwnProfileProps = {
  me: Me
  /** Puts the answer where the whole interface reads who is signed in. */
  onMe: (me: Me) => void
  onSignedOut: () => void
}

/** What one sets about oneself: the name, the language, the password. */
export function OwnProfile({ me, onMe, onSignedOut }: OwnProfileProps) {
  const t = useTexts('staff')
  const leave = useDeed(signOut, { onDone: onSignedOut })
  return (
    <SettingsPage
      title={t('profile.title')}
      subtitle={t('profile.subtitle', { login: me.login })}
      actions={[{ key: 'out', label: t('profile.signOut'), onRun: () => leave.mutate({}) }]}
    >
      <div>
        <NameSection me={me} onMe={onMe} />
        <LanguageSection onMe={onMe} />
        <PasswordSection onMe={onMe} />
      </div>
    </SettingsPage>
  )
}

type PartProps = { onMe: (me: Me) => void }

function NameSection({ me, onMe }: PartProps & { me: Me }) {
  const t = useTexts('staff')
  const change = useDeed(changeMe, {
    done: t('profile.saved'),
    onDone: onMe,
    isFailureShownByCaller: true,
  })
  return (
    <SettingsSection title={t('fields.name')} help={t('profile.nameHelp')}>
      <SettingsForm
        schema={changeMe.body}
        initial={{ name: me.name }}
        onSave={(body) => change.mutateAsync({ body })}
      >
        <Field name="name" label={t('fields.name')} isRequired>
          <Input autoComplete="name" />
        </Field>
      </SettingsForm>
    </SettingsSection>
  )
}

function LanguageSection({ onMe }: PartProps) {
  const t = useTexts('staff')
  const [language, setLanguage] = useLanguage()
  const keep = useDeed(changeMe, { onDone: onMe })
  const choose = (next: Language) => {
    void setLanguage(next)
    keep.mutate({ body: { language: next } })
  }
  return (
    <SettingsSection title={t('profile.language')} help={t('profile.languageHelp')}>
      <Segmented
        value={language}
        onChange={choose}
        options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
      />
    </SettingsSection>
  )
}

function PasswordSection({ onMe }: PartProps) {
  const t = useTexts('staff')
  const change = useDeed(setOwnPassword, {
    done: t('profile.passwordSaved'),
    onDone: onMe,
    isFailureShownByCaller: true,
  })
  return (
    <SettingsSection title={t('fields.password')} help={t('profile.passwordHelp')}>
      <SettingsForm
        schema={setOwnPassword.body}
        initial={{ currentPassword: '', newPassword: '' }}
        isGuarded={false}
        onSave={(body) => change.mutateAsync({ body })}
      >
        <FieldRow>
          <Field name="currentPassword" label={t('profile.currentPassword')}>
            <Input.Password autoComplete="current-password" />
          </Field>
          <Field name="newPassword" label={t('profile.newPassword')}>
            <Input.Password autoComplete="new-password" />
          </Field>
        </FieldRow>
      </SettingsForm>
    </SettingsSection>
  )
}
