import { type AttributeName, encodeAttribute } from '@altyn/radius'
import type { AccountNetwork } from '../accounts/index.ts'
import type { SegmentKind } from '../network/index.ts'

/** An attribute ready for the wire. */
export type EncodedAttribute = { name: AttributeName; encoded: Buffer }
export type PrefixKind = Exclude<SegmentKind, 'ipv4'>
type NetworkAttribute =
  | 'Framed-IPv6-Prefix'
  | 'Delegated-IPv6-Prefix'
  | 'Framed-IPv6-Route'
  | 'Framed-Route'
  | 'Framed-Interface-Id'

const ATTRIBUTE_OF = {
  ipv6: 'Framed-IPv6-Prefix',
  'ipv6-delegated': 'Delegated-IPv6-Prefix',
} as const
/** What an account has fixed it takes from no pool. */
const FIXED_BY: Record<PrefixKind, AccountNetwork['kind']> = {
  ipv6: 'link',
  'ipv6-delegated': 'delegated',
}

/**
 * The networks that are led to an account now, as attributes of an Access-Accept: Framed-Route and
 * Framed-IPv6-Route through the subscriber's own address (RFC 2865 §5.22, RFC 3162 §2.5), the prefix of
 * the link (RFC 3162 §2.3) and the delegated one (RFC 4818); and the interface that is named to it
 * (RFC 3162 §2.2).
 */
export function networkAttributes(
  networks: readonly AccountNetwork[],
  interfaceId: string | null,
): [name: NetworkAttribute, value: string][] {
  return [
    ...networks.filter(({ until }) => until === null).map(toAttribute),
    ...(interfaceId === null
      ? []
      : [['Framed-Interface-Id', interfaceId] as [NetworkAttribute, string]]),
  ]
}

function toAttribute({ kind, network }: AccountNetwork): [NetworkAttribute, string] {
  if (kind === 'link') return [ATTRIBUTE_OF.ipv6, network]
  if (kind === 'delegated') return [ATTRIBUTE_OF['ipv6-delegated'], network]
  return network.includes(':')
    ? ['Framed-IPv6-Route', `${network} :: 1`]
    : ['Framed-Route', `${network} 0.0.0.0 1`]
}

/** The same, ready for the wire. */
export function encodeNetworks(
  networks: readonly AccountNetwork[],
  interfaceId: string | null,
): EncodedAttribute[] {
  return networkAttributes(networks, interfaceId).map(([name, value]) => ({
    name,
    encoded: encodeAttribute(name, value),
  }))
}

/** Kinds of prefixes that an account has none of its own of. */
export function poolPrefixesOf(networks: readonly AccountNetwork[]): PrefixKind[] {
  const fixed = networks.filter(({ until }) => until === null).map(({ kind }) => kind)
  return (['ipv6', 'ipv6-delegated'] as const).filter((kind) => !fixed.includes(FIXED_BY[kind]))
}

/** A prefix from a pool as the attribute of its kind: its name and value. */
export function prefixAttribute(kind: PrefixKind, prefix: string): [NetworkAttribute, string] {
  return [ATTRIBUTE_OF[kind], prefix]
}

/** The same, ready for the wire. */
export function encodePrefix(kind: PrefixKind, prefix: string): EncodedAttribute {
  const name = ATTRIBUTE_OF[kind]
  return { name, encoded: encodeAttribute(name, prefix) }
}
