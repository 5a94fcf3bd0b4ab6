import type { Permission } from '@altyn/contract/permissions'
import { createContext, use } from 'react'

export type { Permission } from '@altyn/contract/permissions'

const Permissions = createContext<ReadonlySet<Permission>>(new Set())

export const PermissionsProvider = Permissions.Provider

/** Asks whether the signed-in person may do something. Without the right a thing is absent, not disabled. */
export function usePermissions(): (permission: Permission) => boolean {
  const held = use(Permissions)
  return (permission) => held.has(permission)
}
