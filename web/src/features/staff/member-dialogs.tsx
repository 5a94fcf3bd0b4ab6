import { changeMember, type Member, newPassword } from '@altyn/contract/staff'
import { useRef } from 'react'
import { z } from 'zod'
import { useTexts } from '../../lib/i18n.ts'
import { useDeed } from '../../lib/use-call.ts'
import { ConfirmDialog } from '../../ui/actions/confirm-dialog.tsx'
import { Field } from '../../ui/fields/field.tsx'
import { SecretField } from '../../ui/fields/secret-field.tsx'
import { generateSecret } from '../../ui/fields/secret-text.ts'
import { SideForm } from '../../ui/pages/side-form.tsx'
import { type FreshPassword, PASSWORD_LENGTH } from './member-form.tsx'

const passwordForm = z.object({ password: newPassword })

type PasswordFormProps = {
  member: Member
  onSet: (fresh: FreshPassword) => void
  onClose: () => void
}

/** Sets a new password for a member; their sign-ins end. */
export function PasswordForm({ member, onSet, onClose }: PasswordFormProps) {
  const t = useTexts('staff')
  const fresh = useRef<FreshPassword>(undefined)
  const change = useDeed(changeMember, { isFailureShownByCaller: true })
  const { id, version, name, login } = member
  return (
    <SideForm
      title={t('members.passwordTitle', { name })}
      saveLabel={t('members.setPassword')}
      schema={passwordForm}
      initial={{ password: generateSecret(PASSWORD_LENGTH) }}
      onSave={async ({ password }) => {
        await change.mutateAsync({ params: { id }, body: { password }, ifMatch: version })
        fresh.current = { login, password }
      }}
      onSaved={() => fresh.current && onSet(fresh.current)}
      effect={<p>{t('members.passwordEffect')}</p>}
      onClose={onClose}
    >
      <Field
        name="password"
        label={t('fields.password')}
        hint={t('members.passwordHint')}
        isRequired
      >
        <SecretField length={PASSWORD_LENGTH} />
      </Field>
    </SideForm>
  )
}

/** Switches a member off or on again after a question. */
export function SwitchDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const t = useTexts('staff')
  const { id, version, name, isActive } = member
  const deed = isActive ? 'switchOff' : 'switchOn'
  const change = useDeed(changeMember, {
    done: t(`members.${deed}.done`, { name }),
    isFailureShownByCaller: true,
  })
  return (
    <ConfirmDialog
      isOpen
      title={t(`members.${deed}.title`, { name })}
      confirmLabel={t(`members.${deed}.confirm`)}
      isDanger={isActive}
      onConfirm={() =>
        change.mutateAsync({ params: { id }, body: { isActive: !isActive }, ifMatch: version })
      }
      onClose={onClose}
    >
      {t(`members.${deed}.effect`)}
    </ConfirmDialog>
  )
}
