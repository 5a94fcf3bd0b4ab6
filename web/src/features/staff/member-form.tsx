import {
  changeMember,
  inviteMember,
  type Member,
  memberForm,
  newPassword,
  type Role,
} from '@altyn/contract/staff'
import { Input, Select } from 'antd'
import { useRef } from 'react'
import { useTexts } from '../../lib/i18n.ts'
import { useDeed } from '../../lib/use-call.ts'
import { AlertLine } from '../../ui/feedback/alert-line.tsx'
import { Field, FieldGroup } from '../../ui/fields/field.tsx'
import { SecretField } from '../../ui/fields/secret-field.tsx'
import { generateSecret } from '../../ui/fields/secret-text.ts'
import { SideForm } from '../../ui/pages/side-form.tsx'

export const PASSWORD_LENGTH = 14

const inviteForm = memberForm.extend({ password: newPassword })
const changeForm = memberForm.omit({ login: true })

export type FreshPassword = { login: string; password: string }

type InviteFormProps = {
  roles: readonly Role[]
  onInvited: (fresh: FreshPassword) => void
  onClose: () => void
}

/** Adds a member of staff with a first password. */
export function InviteForm({ roles, onInvited, onClose }: InviteFormProps) {
  const t = useTexts('staff')
  const fresh = useRef<FreshPassword>(undefined)
  const invite = useDeed(inviteMember, { isFailureShownByCaller: true })
  return (
    <SideForm
      title={t('members.invite')}
      saveLabel={t('members.invite')}
      schema={inviteForm}
      initial={{
        login: '',
        name: '',
        email: '',
        roleIds: [],
        password: generateSecret(PASSWORD_LENGTH),
      }}
      onSave={async (body) => {
        await invite.mutateAsync({ body })
        fresh.current = { login: body.login, password: body.password }
      }}
      onSaved={() => fresh.current && onInvited(fresh.current)}
      onClose={onClose}
    >
      <FieldGroup>
        <NameFields />
        <Field name="login" label={t('fields.login')} hint={t('members.loginHint')} isRequired>
          <Input autoComplete="off" autoCapitalize="none" spellCheck={false} />
        </Field>
        <Field
          name="password"
          label={t('fields.password')}
          hint={t('members.passwordHint')}
          isRequired
        >
          <SecretField length={PASSWORD_LENGTH} />
        </Field>
      </FieldGroup>
      <RolesGroup roles={roles} />
    </SideForm>
  )
}

type MemberFormProps = { member: Member; roles: readonly Role[]; onClose: () => void }

/** Changes the name, the mail and the roles of a member. */
export function MemberForm({ member, roles, onClose }: MemberFormProps) {
  const t = useTexts('staff')
  const change = useDeed(changeMember, { done: t('members.changed'), isFailureShownByCaller: true })
  const { id, version, name, email, roleIds } = member
  return (
    <SideForm
      title={t('members.editTitle', { name })}
      saveLabel={t('save')}
      schema={changeForm}
      initial={{ name, email: email ?? '', roleIds }}
      onSave={(body) => change.mutateAsync({ params: { id }, body, ifMatch: version })}
      onClose={onClose}
    >
      <FieldGroup>
        <NameFields />
      </FieldGroup>
      {member.isAdministrator ? (
        <AlertLine tone="note" title={t('members.isAdministrator')} />
      ) : (
        <RolesGroup roles={roles} />
      )}
    </SideForm>
  )
}

function NameFields() {
  const t = useTexts('staff')
  return (
    <>
      <Field name="name" label={t('fields.name')} hint={t('members.nameHint')} isRequired>
        <Input autoComplete="off" />
      </Field>
      <Field name="email" label={t('fields.email')}>
        <Input autoComplete="off" inputMode="email" />
      </Field>
    </>
  )
}

function RolesGroup({ roles }: { roles: readonly Role[] }) {
  const t = useTexts('staff')
  return (
    <FieldGroup>
      <Field name="roleIds" label={t('fields.roleIds')} hint={t('members.rolesHelp')}>
        <Select
          mode="multiple"
          placeholder={t('members.noRoles')}
          options={roles.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Field>
      {roles.length === 0 && <AlertLine tone="note" title={t('members.makeRoleFirst')} />}
    </FieldGroup>
  )
}
