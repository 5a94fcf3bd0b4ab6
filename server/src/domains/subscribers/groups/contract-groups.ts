import type { Groups } from '#platform/groups/keep-groups'
import { Refusal, refuseField } from '#platform/refusal'

/** Contracts that are spoken of together: the tenants of a business centre, the staff of a partner. */
export const CONTRACT_GROUPS: Groups = {
  groups: 'subscribers.groups',
  members: 'subscribers.group_members',
  things: 'subscribers.contracts',
  thingId: 'contract_id',
  refuse: {
    notFound: (id) => new Refusal('subscribers.group.not-found', { id }),
    archived: (name) => new Refusal('subscribers.group-archived', { name }),
    nameTaken: () => refuseField('subscribers.group-name-taken', 'name'),
  },
}
