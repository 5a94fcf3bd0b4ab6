import { z } from 'zod'
import type { Permission } from './permissions.ts'
import { route } from './route.ts'
import { id, idParams, instant, requiredText, text, version } from './values.ts'

export const MEMBERS_AT_ONCE_MAX = 10_000

const groupForm = z.object({ name: requiredText(100), note: text(500).default('') })
const groupChange = groupForm.extend({ isArchived: z.boolean().default(false) })
const group = z.object({
  id,
  name: z.string(),
  note: z.string(),
  membersCount: z.number().int(),
  archivedAt: instant.nullable(),
  version,
})
export type Group = z.output<typeof group>

type GroupNames = { path: `/api/${string}`; things: string; read: Permission; change: Permission }

/** Routes of named groups: the same for whatever is grouped. Who is in a group is the owner's own. */
export function groupRoutes({ path, things, read, change }: GroupNames) {
  return {
    list: route({
      method: 'GET',
      path,
      summary: `Groups of ${things} with how many are in them`,
      access: read,
      response: z.object({ items: z.array(group) }),
    }),
    create: route({
      method: 'POST',
      path,
      summary: `Make a group of ${things}`,
      access: change,
      body: groupForm,
      response: group,
    }),
    change: route({
      method: 'PUT',
      path: `${path}/:id`,
      summary: `Rename a group of ${things}, archive it or take it back`,
      access: change,
      versioned: true,
      params: idParams,
      body: groupChange,
      response: group,
    }),
  }
}
export type GroupRoutes = ReturnType<typeof groupRoutes>
