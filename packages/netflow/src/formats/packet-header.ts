import { type FlowAddress, ipv6At } from '../address.ts'
import { octetAt, uint16At, uint32At, uintAt } from '../octets.ts'

/** What the beginning of a packet tells. */
export interface PacketFacts {
  source: FlowAddress
  destination: FlowAddress
  protocol: number
  /** Of TCP, UDP, DCCP, SCTP and UDP-Lite, where the header is long enough and no later fragment. */
  sourcePort: number | undefined
  destinationPort: number | undefined
  /** Octets of the IP packet by its own length field, or 0 where that says nothing. */
  ipOctets: number
  /** Octets before the IP packet. */
  ipAt: number
  sourceMac: number | undefined
  destinationMac: number | undefined
}

const ETHERNET_BYTES = 14
const LINK_TAGS_MAX = 8
const IPV6_EXTENSIONS_MAX = 8
const WITH_PORTS = new Set([6, 17, 33, 132, 136])
/** Hop-by-hop, routing, destination options: next header, then a length in units of 8 octets less one. */
const PLAIN_EXTENSIONS = new Set([0, 43, 60])
const FRAGMENT = 44
const AUTHENTICATION = 51

/**
 * Reads the beginning of an Ethernet frame down to the ports: through VLAN tags (802.1Q, 802.1ad), MPLS labels and
 * PPPoE. Undefined when there is no IP inside or the beginning is too short to tell the addresses.
 */
export function readEthernet(bytes: Uint8Array): PacketFacts | undefined {
  if (bytes.length < ETHERNET_BYTES) return undefined
  const payload = skipLinkTags(bytes)
  if (!payload) return undefined
  const facts = readIp(bytes, payload.at)
  if (!facts || (payload.version !== 0 && octetAt(bytes, payload.at) >> 4 !== payload.version)) {
    return undefined
  }
  facts.destinationMac = uintAt(bytes, 0, 6)
  facts.sourceMac = uintAt(bytes, 6, 6)
  return facts
}

/** Where the IP packet of a frame begins, and of which version it must be; 0 leaves that to the packet. */
function skipLinkTags(bytes: Uint8Array): { at: number; version: number } | undefined {
  let at = ETHERNET_BYTES
  let type = uint16At(bytes, 12)
  for (let tags = 0; tags <= LINK_TAGS_MAX; tags++) {
    switch (type) {
      case 0x0800:
        return { at, version: 4 }
      case 0x86dd:
        return { at, version: 6 }
      case 0x8100: // 802.1Q
      case 0x88a8: // 802.1ad
      case 0x9100: // 802.1Q twice, before 802.1ad
        if (at + 4 > bytes.length) return undefined
        type = uint16At(bytes, at + 2)
        at += 4
        break
      case 0x8847:
      case 0x8848:
        return skipLabels(bytes, at)
      case 0x8864:
        return skipPppoe(bytes, at)
      default:
        return undefined
    }
  }
  return undefined
}

/** MPLS does not say what it carries; the first four bits after the last label do. */
function skipLabels(bytes: Uint8Array, from: number): { at: number; version: number } | undefined {
  for (let label = 0; label < LINK_TAGS_MAX; label++) {
    const at = from + 4 * label
    if (at + 4 > bytes.length) return undefined
    if ((octetAt(bytes, at + 2) & 1) === 1) return { at: at + 4, version: 0 }
  }
  return undefined
}

/** Six octets of PPPoE and the protocol of PPP (RFC 2516 §4). */
function skipPppoe(bytes: Uint8Array, at: number): { at: number; version: number } | undefined {
  if (at + 8 > bytes.length) return undefined
  const protocol = uint16At(bytes, at + 6)
  if (protocol === 0x0021) return { at: at + 8, version: 4 }
  return protocol === 0x0057 ? { at: at + 8, version: 6 } : undefined
}

/** Reads an IP packet that begins at `at`, of either version; undefined when it is too short or no IP. */
export function readIp(bytes: Uint8Array, at: number): PacketFacts | undefined {
  if (at >= bytes.length) return undefined
  const version = octetAt(bytes, at) >> 4
  if (version === 4) return readIpv4(bytes, at)
  return version === 6 ? readIpv6(bytes, at) : undefined
}

function readIpv4(bytes: Uint8Array, at: number): PacketFacts | undefined {
  const headerBytes = (octetAt(bytes, at) & 15) * 4
  if (headerBytes < 20 || at + 20 > bytes.length) return undefined
  const protocol = octetAt(bytes, at + 9)
  const facts = emptyFacts(uint32At(bytes, at + 12), uint32At(bytes, at + 16), protocol, at)
  facts.ipOctets = uint16At(bytes, at + 2)
  const isLaterFragment = (uint16At(bytes, at + 6) & 0x1fff) !== 0
  if (!isLaterFragment) readPorts(bytes, at + headerBytes, facts)
  return facts
}

function readIpv6(bytes: Uint8Array, at: number): PacketFacts | undefined {
  if (at + 40 > bytes.length) return undefined
  const payloadOctets = uint16At(bytes, at + 4)
  const transport = skipExtensions(bytes, at + 40, octetAt(bytes, at + 6))
  const facts = emptyFacts(ipv6At(bytes, at + 8), ipv6At(bytes, at + 24), transport.protocol, at)
  // A payload length of 0 is that of a jumbogram.
  facts.ipOctets = payloadOctets === 0 ? 0 : 40 + payloadOctets
  if (transport.at > 0) readPorts(bytes, transport.at, facts)
  return facts
}

/** The transport protocol behind the extension headers, and where it begins, 0 when that is not in sight. */
function skipExtensions(
  bytes: Uint8Array,
  from: number,
  nextHeader: number,
): { at: number; protocol: number } {
  let at = from
  let protocol = nextHeader
  for (let count = 0; count < IPV6_EXTENSIONS_MAX; count++) {
    const isPlain = PLAIN_EXTENSIONS.has(protocol)
    if (!isPlain && protocol !== FRAGMENT && protocol !== AUTHENTICATION) return { at, protocol }
    if (at + 8 > bytes.length) return { at: 0, protocol }
    const isLaterFragment = protocol === FRAGMENT && (uint16At(bytes, at + 2) & 0xfff8) !== 0
    const units = octetAt(bytes, at + 1)
    const octets = isPlain ? 8 * (units + 1) : protocol === FRAGMENT ? 8 : 4 * (units + 2)
    protocol = octetAt(bytes, at)
    if (isLaterFragment) return { at: 0, protocol }
    at += octets
  }
  return { at: 0, protocol }
}

function readPorts(bytes: Uint8Array, at: number, facts: PacketFacts): void {
  if (!WITH_PORTS.has(facts.protocol) || at + 4 > bytes.length) return
  facts.sourcePort = uint16At(bytes, at)
  facts.destinationPort = uint16At(bytes, at + 2)
}

function emptyFacts(
  source: FlowAddress,
  destination: FlowAddress,
  protocol: number,
  ipAt: number,
): PacketFacts {
  return {
    source,
    destination,
    protocol,
    sourcePort: undefined,
    destinationPort: undefined,
    ipOctets: 0,
    ipAt,
    sourceMac: undefined,
    destinationMac: undefined,
  }
}
