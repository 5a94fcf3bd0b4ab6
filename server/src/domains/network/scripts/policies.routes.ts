import * as contract from '@altyn/contract/network/port-policies'
import { answer } from '#platform/http/answer'
import {
  changePolicy,
  choosePortPolicy,
  createPolicy,
  readPortPolicy,
  removePolicy,
} from './keep-policies.ts'
import { selectPolicies } from './policies.store.ts'

/** Which scripts run by themselves on which ports. */
export const portPoliciesRoutes = [
  answer(contract.listPortPolicies, async (ctx) => ({ items: await selectPolicies(ctx) })),
  answer(contract.createPortPolicy, (ctx, { body }) => createPolicy(ctx, body)),
  answer(contract.changePortPolicy, (ctx, { params, body, version }) =>
    changePolicy(ctx, { id: params.id, version }, body),
  ),
  answer(contract.removePortPolicy, async (ctx, { params }) => {
    await removePolicy(ctx, params.id)
    return { ok: true as const }
  }),
  answer(contract.readPortPolicy, (ctx, { params }) => readPortPolicy(ctx, params.id)),
  answer(contract.choosePortPolicy, (ctx, { params, body }) =>
    choosePortPolicy(ctx, params.id, body),
  ),
]
