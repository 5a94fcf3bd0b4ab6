import { written } from './written.ts'

/** An IPv4 packet of UDP or TCP, headers and so many octets of payload. */
export function ipv4Packet(packet: {
  source: string
  destination: string
  protocol?: number
  sourcePort?: number
  destinationPort?: number
  payloadOctets?: number
  fragment?: number
}): Buffer {
  const { protocol = 17, sourcePort = 4000, destinationPort = 53, payloadOctets = 100 } = packet
  const transport = transportOf(protocol, sourcePort, destinationPort, payloadOctets)
  const header = written(
    [0x45, 1],
    [0, 1],
    [20 + transport.length, 2],
    [1, 2],
    [packet.fragment ?? 0, 2],
    [64, 1],
    [protocol, 1],
    [0, 2],
    packet.source,
    packet.destination,
  )
  header.writeUInt16BE(checksum(header), 10)
  return Buffer.concat([header, transport])
}

/** An IPv6 packet of UDP or TCP; `extensions` go before the transport and end with its number. */
export function ipv6Packet(packet: {
  source: string
  destination: string
  protocol?: number
  sourcePort?: number
  destinationPort?: number
  payloadOctets?: number
  extensions?: { firstHeader: number; octets: Uint8Array }
}): Buffer {
  const { protocol = 17, sourcePort = 4000, destinationPort = 53, payloadOctets = 100 } = packet
  const { firstHeader = protocol, octets = Buffer.alloc(0) } = packet.extensions ?? {}
  const transport = transportOf(protocol, sourcePort, destinationPort, payloadOctets)
  return written(
    [0x60000000, 4],
    [octets.length + transport.length, 2],
    [firstHeader, 1],
    [64, 1],
    packet.source,
    packet.destination,
    octets,
    transport,
  )
}

/** A frame: destination and source MAC, whatever tags stand before the type, the type, the packet. */
export function ethernetFrame(
  type: number,
  packet: Uint8Array,
  tags: Uint8Array = Buffer.alloc(0),
): Buffer {
  return written([0x00005e005301, 6], [0x00005e0053fe, 6], tags, [type, 2], packet)
}

function transportOf(
  protocol: number,
  sourcePort: number,
  destinationPort: number,
  payloadOctets: number,
): Buffer {
  const payload = Buffer.alloc(payloadOctets, 0x61)
  if (protocol === 6) {
    return written(
      [sourcePort, 2],
      [destinationPort, 2],
      [1, 4],
      [1, 4],
      [0x5010, 2],
      [8192, 2],
      [0, 4],
      payload,
    )
  }
  return written([sourcePort, 2], [destinationPort, 2], [8 + payloadOctets, 2], [0, 2], payload)
}

function checksum(header: Buffer): number {
  let sum = 0
  for (let at = 0; at < header.length; at += 2) sum += header.readUInt16BE(at)
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16)
  return ~sum & 0xffff
}

/** A capture file of Ethernet frames, each with its instant in epoch milliseconds. */
export function pcapFile(frames: readonly { atMs: number; frame: Uint8Array }[]): Buffer {
  const head = written([0xa1b2c3d4, 4], [2, 2], [4, 2], [0, 4], [0, 4], [65535, 4], [1, 4])
  const packets = frames.map(({ atMs, frame }) =>
    written(
      [Math.floor(atMs / 1000), 4],
      [(atMs % 1000) * 1000, 4],
      [frame.length, 4],
      [frame.length, 4],
      frame,
    ),
  )
  return Buffer.concat([head, ...packets])
}
