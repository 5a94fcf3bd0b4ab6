import { PERMISSIONS, type Permission } from '@altyn/contract/permissions'

/** `payments.accept` belongs to `payments`. */
export function domainOf(permission: Permission): string {
  return permission.split('.')[0] ?? permission
}

/** All permissions, under their domains, in the order of the contract. */
export const PERMISSION_GROUPS: readonly (readonly [string, readonly Permission[]])[] = [
  ...Map.groupBy(PERMISSIONS, domainOf),
]

/** Changing needs seeing: whoever holds a right of a domain also holds its `read`, if there is one. */
export function withReading(permissions: readonly Permission[]): Permission[] {
  const domains = new Set(permissions.map(domainOf))
  return PERMISSIONS.filter(
    (permission) =>
      permissions.includes(permission) ||
      (permission.endsWith('.read') && domains.has(domainOf(permission))),
  )
}
