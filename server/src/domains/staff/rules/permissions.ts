/** Stands for every permission, also those that later versions add. */
export const EVERYTHING = '*'

/** True when a set of permissions covers the wanted one. */
export function allows(permissions: ReadonlySet<string>, wanted: string): boolean {
  return permissions.has(EVERYTHING) || permissions.has(wanted)
}
