import { encodeAttribute } from '@altyn/radius'
import type { AccountNetwork } from '../accounts/index.ts'

const NOTHING = Buffer.alloc(0)

/**
 * The networks that are led to an account now, as attributes of an Access-Accept: Framed-Route and
 * Framed-IPv6-Route through the subscriber's own address (RFC 2865 §5.22, RFC 3162 §2.5), the prefix of
 * the link (RFC 3162 §2.3) and the delegated one (RFC 4818).
 */
export function encodeNetworks(networks: readonly AccountNetwork[]): Buffer {
  const present = networks.filter(({ until }) => until === null)
  if (present.length === 0) return NOTHING
  return Buffer.concat(present.map(encode))
}

function encode({ kind, network }: AccountNetwork): Buffer {
  if (kind === 'link') return encodeAttribute('Framed-IPv6-Prefix', network)
  if (kind === 'delegated') return encodeAttribute('Delegated-IPv6-Prefix', network)
  return network.includes(':')
    ? encodeAttribute('Framed-IPv6-Route', `${network} :: 1`)
    : encodeAttribute('Framed-Route', `${network} 0.0.0.0 1`)
}
