import type { Actor, Context } from '#platform/context'
import { Refusal } from '#platform/refusal'
import {
  type Agent,
  type DhcpSettings,
  findAgentByDhcpKey,
  getAgent,
  type RadiusSettings,
} from '../../network/index.ts'

const PERMISSION = 'access.dhcp'
const ACTOR_ID = /^dhcp-agent:(\d+)$/

/** An agent that DHCP servers ask, and how it lets in whom. */
export type DhcpAgent = {
  id: number
  admission: RadiusSettings
  settings: DhcpSettings
  /** Accounts of these agents are served: its own first. */
  agentIds: readonly number[]
}

/** Which agent's DHCP server shows this key; it may ask for addresses and tell of leases, no more. */
export async function recogniseDhcpAgent(
  ctx: Context,
  { key, address }: { key: string; address: string },
): Promise<Actor | undefined> {
  const agent = await findAgentByDhcpKey(ctx, key)
  if (!agent) return undefined
  const permissions = new Set([PERMISSION])
  return { id: `dhcp-agent:${agent.id}`, name: agent.name, permissions, address }
}

/** The agent that a request comes from. Somebody else who may do everything is no agent. */
export async function getAskingAgent(ctx: Context): Promise<DhcpAgent> {
  const id = Number(ACTOR_ID.exec(ctx.actor.id)?.[1])
  if (!id) throw new Refusal('access.dhcp-key-needed')
  return toDhcpAgent(await getAgent(ctx, id))
}

function toDhcpAgent({ id, radius, dhcp }: Agent): DhcpAgent {
  // A key is issued to agents of DHCP only, and these have both.
  if (!radius || !dhcp) throw new Refusal('access.dhcp-key-needed')
  const others = dhcp.servedAgentIds.filter((other) => other !== id)
  return { id, admission: radius, settings: dhcp, agentIds: [id, ...others] }
}
