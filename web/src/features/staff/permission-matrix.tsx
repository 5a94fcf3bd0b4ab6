import type { Permission } from '@altyn/contract/permissions'
import { Checkbox } from 'antd'
import { useTexts } from '../../lib/i18n.ts'
import { PERMISSION_GROUPS, withReading } from './permission-groups.ts'
import styles from './staff.module.css'

type PermissionMatrixProps = {
  value?: readonly Permission[]
  onChange?: (permissions: Permission[]) => void
}

/** The rights of a role by domain, each in words. */
export function PermissionMatrix({ value = [], onChange }: PermissionMatrixProps) {
  const held = new Set(value)
  const give = (permissions: readonly Permission[]) =>
    onChange?.(withReading([...held, ...permissions]))
  const take = (permissions: readonly Permission[]) =>
    onChange?.([...held].filter((permission) => !permissions.includes(permission)))
  return (
    <div className={styles.matrix}>
      {PERMISSION_GROUPS.map(([domain, permissions]) => (
        <PermissionGroup
          key={domain}
          domain={domain}
          permissions={permissions}
          held={held}
          onToggle={(some, isGiven) =>
            isGiven ? give(some) : take(some.some(isReading) ? permissions : some)
          }
        />
      ))}
    </div>
  )
}

type PermissionGroupProps = {
  domain: string
  permissions: readonly Permission[]
  held: ReadonlySet<Permission>
  onToggle: (permissions: readonly Permission[], isGiven: boolean) => void
}

function PermissionGroup({ domain, permissions, held, onToggle }: PermissionGroupProps) {
  const t = useTexts('staff')
  const count = permissions.filter((permission) => held.has(permission)).length
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a form's own look of legends.
    <div role="group" aria-label={t(`domains.${domain}`)} className={styles.matrixGroup}>
      <strong>
        <Checkbox
          checked={count === permissions.length}
          indeterminate={count > 0 && count < permissions.length}
          onChange={({ target }) => onToggle(permissions, target.checked)}
        >
          {t(`domains.${domain}`)}
        </Checkbox>
      </strong>
      {permissions.map((permission) => (
        <Checkbox
          key={permission}
          checked={held.has(permission)}
          onChange={({ target }) => onToggle([permission], target.checked)}
        >
          {t(`permissions.${permission}`)}
        </Checkbox>
      ))}
    </div>
  )
}

/** Without seeing there is nothing to change, so taking the sight away takes the rest as well. */
function isReading(permission: Permission): boolean {
  return permission.endsWith('.read')
}
