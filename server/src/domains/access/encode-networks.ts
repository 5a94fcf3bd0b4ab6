import { encodeAttribute } from '@altyn/radius'
import type { AccountNetwork } from '../accounts/index.ts'

type NetworkAttribute =
  | 'Framed-IPv6-Prefix'
  | 'Delegated-IPv6-Prefix'
  | 'Framed-IPv6-Route'
  | 'Framed-Route'

/**
 * The networks that are led to an account now, as attributes of an Access-Accept: Framed-Route and
 * Framed-IPv6-Route through the subscriber's own address (RFC 2865 §5.22, RFC 3162 §2.5), the prefix of
 * the link (RFC 3162 §2.3) and the delegated one (RFC 4818).
 */
export function networkAttributes(
  networks: readonly AccountNetwork[],
): [name: NetworkAttribute, value: string][] {
  return networks.filter(({ until }) => until === null).map(toAttribute)
}

function toAttribute({ kind, network }: AccountNetwork): [NetworkAttribute, string] {
  if (kind === 'link') return ['Framed-IPv6-Prefix', network]
  if (kind === 'delegated') return ['Delegated-IPv6-Prefix', network]
  return network.includes(':')
    ? ['Framed-IPv6-Route', `${network} :: 1`]
    : ['Framed-Route', `${network} 0.0.0.0 1`]
}

/** The same, ready for the wire. */
export function encodeNetworks(networks: readonly AccountNetwork[]): Buffer {
  return Buffer.concat(
    networkAttributes(networks).map(([name, value]) => encodeAttribute(name, value)),
  )
}
