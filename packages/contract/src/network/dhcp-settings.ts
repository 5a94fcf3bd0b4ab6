import { z } from 'zod'
import { route } from '../route.ts'
import { id, idParams } from '../values.ts'

const isWithoutRepeats = (items: readonly unknown[]) => new Set(items).size === items.length

/** What an agent tells DHCP servers besides the address. Who is let in stands in `radius`. */
export const dhcpSettings = z.object({
  /** For how long an address is given; a block comes into force when it is asked for again. */
  leaseSeconds: z.coerce.number().int().min(60).max(604_800).default(1800),
  dns: z.array(z.ipv4('ip')).max(4).refine(isWithoutRepeats, 'address-twice').default([]),
  /** Accounts of these agents are served besides its own. */
  servedAgentIds: z.array(id).max(50).refine(isWithoutRepeats, 'agent-twice').default([]),
})
export type DhcpSettings = z.output<typeof dhcpSettings>

export const issueDhcpKey = route({
  method: 'POST',
  path: '/api/network/agents/:id/dhcp-key',
  summary:
    'Issue the key that DHCP servers of an agent show; it is told this once, the old one ends',
  access: 'network.change',
  versioned: true,
  params: idParams,
  response: z.object({ key: z.string() }),
})
