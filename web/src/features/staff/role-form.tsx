import { changeRole, createRole, type Role, roleForm } from '@altyn/contract/staff'
import { Input } from 'antd'
import { useTexts } from '../../lib/i18n.ts'
import { useDeed } from '../../lib/use-call.ts'
import { Field } from '../../ui/fields/field.tsx'
import { SideForm } from '../../ui/pages/side-form.tsx'
import { PermissionMatrix } from './permission-matrix.tsx'

const WIDTH = 640

type RoleFormProps = {
  /** The role to change; a new one is created without it. */
  role?: Role
  onClose: () => void
}

/** Creates a role or changes what its holders may do. */
export function RoleForm({ role, onClose }: RoleFormProps) {
  const t = useTexts('staff')
  const create = useDeed(createRole, { done: t('roles.created'), isFailureShownByCaller: true })
  const change = useDeed(changeRole, { done: t('roles.changed'), isFailureShownByCaller: true })
  return (
    <SideForm
      title={role ? t('roles.editTitle', { name: role.name }) : t('roles.create')}
      saveLabel={role ? t('save') : t('roles.create')}
      schema={roleForm}
      initial={{ name: role?.name ?? '', permissions: role?.permissions ?? [] }}
      onSave={(body) =>
        role
          ? change.mutateAsync({ params: { id: role.id }, body, ifMatch: role.version })
          : create.mutateAsync({ body })
      }
      effect={
        role && role.membersCount > 0 ? (
          <p>{t('roles.effect', { count: role.membersCount })}</p>
        ) : undefined
      }
      width={WIDTH}
      onClose={onClose}
    >
      <Field name="name" label={t('fields.roleName')} hint={t('roles.nameHint')} isRequired>
        <Input autoComplete="off" />
      </Field>
      <Field name="permissions" label={t('fields.permissions')} isRequired>
        <PermissionMatrix />
      </Field>
    </SideForm>
  )
}
