import type { GroupRoutes } from '@altyn/contract/groups'
import { answer } from '../http/answer.ts'
import { toApiTime } from '../http/api-values.ts'
import { type GroupRow, selectGroups } from './groups.store.ts'
import { changeGroup, createGroup, type Groups } from './keep-groups.ts'

/** Answers the routes of groups that are the same whatever is grouped. */
export function answerGroups(routes: GroupRoutes, groups: Groups) {
  return [
    answer(routes.list, async (ctx) => ({
      items: (await selectGroups(ctx, groups)).map(toApiGroup),
    })),
    answer(routes.create, async (ctx, { body }) =>
      toApiGroup(await createGroup(ctx, groups, body)),
    ),
    answer(routes.change, async (ctx, { params, body, version }) =>
      toApiGroup(await changeGroup(ctx, groups, { ...body, id: params.id, version })),
    ),
  ]
}

function toApiGroup(row: GroupRow) {
  return { ...row, archivedAt: toApiTime(row.archivedAt) }
}
