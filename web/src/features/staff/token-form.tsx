import { type ApiToken, createApiToken, type Role, revokeApiToken } from '@altyn/contract/staff'
import { Input, Select } from 'antd'
import { useRef } from 'react'
import { useTexts } from '../../lib/i18n.ts'
import { useDeed } from '../../lib/use-call.ts'
import { ConfirmDialog } from '../../ui/actions/confirm-dialog.tsx'
import { Field } from '../../ui/fields/field.tsx'
import { SideForm } from '../../ui/pages/side-form.tsx'

type TokenFormProps = {
  roles: readonly Role[]
  onCreated: (made: { name: string; token: string }) => void
  onClose: () => void
}

/** Creates a token for a program; it can do what its role can. */
export function TokenForm({ roles, onCreated, onClose }: TokenFormProps) {
  const t = useTexts('staff')
  const made = useRef<{ name: string; token: string }>(undefined)
  const create = useDeed(createApiToken, { isFailureShownByCaller: true })
  return (
    <SideForm
      title={t('tokens.create')}
      saveLabel={t('tokens.create')}
      schema={createApiToken.body}
      initial={{ name: '', roleId: roles.length === 1 ? roles[0]?.id : undefined }}
      onSave={async (body) => {
        made.current = await create.mutateAsync({ body })
      }}
      onSaved={() => made.current && onCreated(made.current)}
      reason={roles.length === 0 ? t('tokens.makeRoleFirst') : undefined}
      effect={roles.length === 0 ? <p>{t('tokens.makeRoleFirst')}</p> : undefined}
      onClose={onClose}
    >
      <Field name="name" label={t('fields.tokenName')} hint={t('tokens.nameHint')} isRequired>
        <Input autoComplete="off" />
      </Field>
      <Field name="roleId" label={t('fields.roleId')} hint={t('tokens.roleHint')} isRequired>
        <Select options={roles.map(({ id, name }) => ({ value: id, label: name }))} />
      </Field>
    </SideForm>
  )
}

/** Revokes a token after a question. */
export function RevokeDialog({ token, onClose }: { token: ApiToken; onClose: () => void }) {
  const t = useTexts('staff')
  const { id, name } = token
  const revoke = useDeed(revokeApiToken, {
    done: t('tokens.revokedDone', { name }),
    isFailureShownByCaller: true,
  })
  return (
    <ConfirmDialog
      isOpen
      title={t('tokens.revokeTitle', { name })}
      confirmLabel={t('tokens.revoke')}
      isDanger
      onConfirm={() => revoke.mutateAsync({ params: { id } })}
      onClose={onClose}
    >
      {t('tokens.revokeEffect')}
    </ConfirmDialog>
  )
}
