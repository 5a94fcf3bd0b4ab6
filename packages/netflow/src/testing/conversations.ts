import { writeFileSync } from 'node:fs'
import { NOW_MS } from './datagrams.ts'
import { ethernetFrame, ipv4Packet, ipv6Packet, pcapFile } from './packets.ts'

export interface FlowName {
  source: string
  destination: string
  protocol: number
  sourcePort: number
  destinationPort: number
}

/** A flow as it stands in a capture: what any exporter must find. */
export interface Conversation extends FlowName {
  frames: { atMs: number; frame: Buffer }[]
  octets: number
  packets: number
  firstAtMs: number
  lastAtMs: number
}

const COUNT = 60

/** One line that names a flow. */
export function nameOf(flow: FlowName): string {
  const { source, destination, protocol, sourcePort, destinationPort } = flow
  return `${source} ${sourcePort} > ${destination} ${destinationPort} protocol ${protocol}`
}

/** Flows of TCP and UDP, IPv4 and IPv6, of one packet to sixty, each with other lengths; their answers too. */
export function capturedConversations({ isTwoWay }: { isTwoWay: boolean }): Conversation[] {
  return Array.from({ length: COUNT }, (_, index) => {
    const isIpv6 = index % 3 === 2
    const flow: FlowName = {
      source: isIpv6 ? `2001:db8::${(index + 1).toString(16)}` : `100.64.0.${index + 1}`,
      destination: isIpv6 ? '2001:db8:1::1' : '192.0.2.7',
      protocol: index % 2 === 0 ? 6 : 17,
      sourcePort: 40_000 + index,
      destinationPort: 443,
    }
    const there = conversation(flow, index, index + 1)
    return isTwoWay ? [there, conversation(reversed(flow), index + 7, 2 * index + 1)] : [there]
  }).flat()
}

function reversed(flow: FlowName): FlowName {
  return {
    source: flow.destination,
    destination: flow.source,
    protocol: flow.protocol,
    sourcePort: flow.destinationPort,
    destinationPort: flow.sourcePort,
  }
}

function conversation(flow: FlowName, seed: number, packets: number): Conversation {
  const frames = Array.from({ length: packets }, (_, number) => {
    const packet = { ...flow, payloadOctets: (seed * 37 + number * 101) % 1400 }
    const isIpv6 = flow.source.includes(':')
    const frame = isIpv6
      ? ethernetFrame(0x86dd, ipv6Packet(packet))
      : ethernetFrame(0x0800, ipv4Packet(packet))
    return { atMs: NOW_MS + seed * 13 + number * 97, frame }
  })
  const octets = frames.reduce((sum, { frame }) => sum + frame.length - 14, 0)
  const instants = frames.map(({ atMs }) => atMs)
  return {
    ...flow,
    frames,
    octets,
    packets,
    firstAtMs: Math.min(...instants),
    lastAtMs: Math.max(...instants),
  }
}

/** Writes all packets of these flows to a capture file, by time. */
export function writeCapture(path: string, conversations: Conversation[]): void {
  const frames = conversations.flatMap((one) => one.frames)
  writeFileSync(path, pcapFile(frames.toSorted((left, right) => left.atMs - right.atMs)))
}
