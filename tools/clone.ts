import { join } from 'node:path'

/** The folder of this clone. */
export const ROOT = join(import.meta.dirname, '..')

/** The path of a command that npm installed: a script for Node. */
export function installed(name: string): string {
  return join(ROOT, 'node_modules/.bin', name)
}
