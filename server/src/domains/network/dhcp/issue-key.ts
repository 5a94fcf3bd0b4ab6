import { createHash, randomBytes } from 'node:crypto'
import type { Context } from '#platform/context'
import { Refusal } from '#platform/refusal'
import { type AgentRow, selectAgents, updateAgent } from '../nas.store.ts'
import { getAgent } from '../register-nas.ts'

const KEY_BYTES = 32
export const DHCP_KEY_PREFIX = 'altyn_dhcp_'

/** Issues the key of a DHCP agent. It is returned this once; one that was issued before ends with it. */
export async function issueDhcpKey(
  ctx: Context,
  { id, version }: { id: number; version: number },
): Promise<string> {
  const agent = await getAgent(ctx, id)
  if (agent.kind !== 'dhcp') throw new Refusal('network.agent-without-dhcp', { name: agent.name })
  const key = DHCP_KEY_PREFIX + randomBytes(KEY_BYTES).toString('base64url')
  const isChanged = await updateAgent(ctx, id, version, { dhcp_key_hash: hashKey(key) })
  if (!isChanged) throw new Refusal('platform.version-mismatch')
  return key
}

/** The agent whose key this is; undefined when it is nobody's, or its agent was stopped. */
export async function findAgentByDhcpKey(ctx: Context, key: string): Promise<AgentRow | undefined> {
  const hash = hashKey(key)
  return (await selectAgents(ctx)).find(
    ({ dhcpKeyHash, stoppedAt }) => stoppedAt === null && dhcpKeyHash?.equals(hash),
  )
}

/** A key is as long as its hash, so nobody guesses it and nothing has to slow them down. */
function hashKey(key: string): Buffer {
  return createHash('sha256').update(key).digest()
}
