import type { Context } from '#platform/context'
import { violates } from '#platform/database-errors'
import { Refusal, refuseField } from '#platform/refusal'
import { getPort } from '../devices/keep-ports.ts'
import {
  deletePolicy,
  findPolicy,
  findPortPolicy,
  insertPolicy,
  type PolicyForm,
  type PolicyRow,
  type PortPolicyRow,
  replaceParts,
  replacePortChoice,
  updatePolicy,
} from './policies.store.ts'
import { selectScripts } from './scripts.store.ts'

async function getPolicy(ctx: Context, id: number): Promise<PolicyRow> {
  const policy = await findPolicy(ctx, id)
  if (!policy) throw new Refusal('network.port-policy.not-found', { id })
  return policy
}

/** Makes a policy: which scripts run by themselves on the ports that it is for. */
export async function createPolicy(ctx: Context, form: PolicyForm): Promise<PolicyRow> {
  await refuseIdleScripts(ctx, form)
  try {
    const id = await insertPolicy(ctx, form)
    await replaceParts(ctx, id, form)
    return await getPolicy(ctx, id)
  } catch (error) {
    throw explained(error)
  }
}

/** Changes a policy. It holds from the next event on; nothing is run for what has been. */
export async function changePolicy(
  ctx: Context,
  edit: { id: number; version: number },
  change: Partial<PolicyForm>,
): Promise<PolicyRow> {
  const form = { ...(await getPolicy(ctx, edit.id)), ...change }
  await refuseIdleScripts(ctx, form)
  try {
    if (!(await updatePolicy(ctx, edit, form))) throw new Refusal('platform.version-mismatch')
    await replaceParts(ctx, edit.id, form)
  } catch (error) {
    throw explained(error)
  }
  return getPolicy(ctx, edit.id)
}

/** Removes a policy: nothing runs by itself on its ports any more. */
export async function removePolicy(ctx: Context, id: number): Promise<void> {
  if (!(await deletePolicy(ctx, id))) throw new Refusal('network.port-policy.not-found', { id })
}

type Choice = { choice: 'inherit' | 'none' | 'own'; policyId: number | null }

/** Chooses the policy of a port: its own, none, or what its device or its model says. */
export async function choosePortPolicy(
  ctx: Context,
  portId: number,
  { choice, policyId }: Choice,
): Promise<Choice & { policyName: string; from: PortPolicyRow['from'] | null }> {
  await getPort(ctx, portId)
  if (choice !== 'own') await replacePortChoice(ctx, portId, { kind: choice })
  else {
    const policy = policyId === null ? undefined : await findPolicy(ctx, policyId)
    if (!policy) throw refuseField('network.unknown-policy', 'policyId')
    await replacePortChoice(ctx, portId, { kind: 'own', policyId: policy.id })
  }
  return readPortPolicy(ctx, portId)
}

/** Which policy a port has and who says so. */
export async function readPortPolicy(
  ctx: Context,
  portId: number,
): Promise<Choice & { policyName: string; from: PortPolicyRow['from'] | null }> {
  await getPort(ctx, portId)
  const found = await findPortPolicy(ctx, portId)
  const isOwn = found?.from === 'port'
  return {
    choice: isOwn ? (found.policyId === null ? 'none' : 'own') : 'inherit',
    policyId: isOwn ? found.policyId : null,
    policyName: found?.policyName ?? '',
    from: found?.from ?? null,
  }
}

async function refuseIdleScripts(ctx: Context, { scripts }: PolicyForm): Promise<void> {
  const known = new Map((await selectScripts(ctx)).map((row) => [row.id, row]))
  for (const [index, { scriptId }] of scripts.entries()) {
    const field = `scripts.${index}.scriptId`
    const script = known.get(scriptId)
    if (!script) throw refuseField('network.unknown-script', field)
    if (script.archivedAt)
      throw refuseField('network.script-archived', field, { name: script.name })
  }
}

const PLACES = [
  ['template_id', 'templateIds'],
  ['device_id', 'deviceIds'],
] as const

function explained(error: unknown): unknown {
  if (violates(error, 'port_policies_by_name')) {
    return refuseField('network.port-policy-name-taken', 'name')
  }
  for (const [column, field] of PLACES) {
    if (violates(error, `port_policy_places_${column}_key`)) {
      return refuseField('network.port-policy-place-taken', field)
    }
    if (violates(error, `port_policy_places_${column}_fkey`)) {
      return refuseField('network.unknown-place', field)
    }
  }
  return error
}
