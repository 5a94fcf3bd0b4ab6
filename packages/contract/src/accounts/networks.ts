import { z } from 'zod'
import { route } from '../route.ts'
import { id, idParams, instant } from '../values.ts'

/** `link` and `delegated` are of IPv6. */
export const NETWORK_KINDS = ['route', 'link', 'delegated'] as const

export const accountNetwork = z.object({
  id,
  accountId: id,
  kind: z.enum(NETWORK_KINDS),
  network: z.string(),
  from: instant,
  until: instant.nullable(),
  author: z.string(),
})
export type AccountNetwork = z.output<typeof accountNetwork>

export const networkForm = z
  .object({
    kind: z.enum(NETWORK_KINDS),
    /** With its length: `203.0.113.8/29`, `2001:db8:1::/56`. */
    network: z.cidrv4().or(z.cidrv6()),
  })
  .refine(({ kind, network }) => kind === 'route' || network.includes(':'), {
    path: ['network'],
    message: 'ipv6-only',
  })
export const listNetworks = route({
  method: 'GET',
  path: '/api/accounts/:id/networks',
  summary: 'Networks that are led to an account, and those that were, the present ones first',
  access: 'accounts.read',
  params: idParams,
  response: z.object({ items: z.array(accountNetwork) }),
})
export const giveNetwork = route({
  method: 'POST',
  path: '/api/accounts/:id/networks',
  summary:
    'Lead a network to an account from now on: a route, IPv6 of the link, or a delegated prefix',
  access: 'accounts.change',
  params: idParams,
  body: networkForm,
  response: accountNetwork,
})
export const takeNetwork = route({
  method: 'POST',
  path: '/api/accounts/networks/:id/end',
  summary: 'Take a network from its account from now on',
  access: 'accounts.change',
  params: idParams,
  response: accountNetwork,
})
