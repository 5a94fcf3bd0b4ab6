import type { Context } from '#platform/context'
import { type GroupRow, selectGroups } from '#platform/groups/groups.store'
import type { Groups } from '#platform/groups/keep-groups'
import { Refusal, refuseField } from '#platform/refusal'

/** Accounts that are spoken of together: a house under repair, the accounts of a partner. */
export const ACCOUNT_GROUPS: Groups = {
  groups: 'accounts.groups',
  members: 'accounts.group_members',
  things: 'accounts.accounts',
  thingId: 'account_id',
  refuse: {
    notFound: (id) => new Refusal('accounts.group.not-found', { id }),
    archived: (name) => new Refusal('accounts.group-archived', { name }),
    nameTaken: () => refuseField('accounts.group-name-taken', 'name'),
  },
}

/** All groups of accounts by their names, archived ones last. */
export function listAccountGroups(ctx: Context): Promise<GroupRow[]> {
  return selectGroups(ctx, ACCOUNT_GROUPS)
}
