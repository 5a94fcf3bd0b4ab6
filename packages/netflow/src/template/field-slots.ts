/**
 * How the octets of a field are read. The last five are times: epoch milliseconds, epoch seconds, NTP of 64 bits,
 * microseconds before the export, milliseconds since the exporter's start.
 */
export type FieldKind =
  | 'uint'
  | 'ipv4'
  | 'ipv6'
  | 'mac'
  | 'float'
  | 'milliseconds'
  | 'seconds'
  | 'ntp'
  | 'microseconds-ago'
  | 'uptime'

type Choice = readonly [kind: FieldKind, type: number, enterprise?: number]

/** Information Elements of the other direction have the private enterprise number of RFC 5103 §6. */
const REVERSE = 29305

/**
 * Everything that is read from a record, by the place it has in a compiled template, with the Information Elements that
 * may fill it, the better ones first.
 */
const CHOICES = {
  sourceIpv4: [['ipv4', 8]],
  sourceIpv6: [['ipv6', 27]],
  destinationIpv4: [['ipv4', 12]],
  destinationIpv6: [['ipv6', 28]],
  protocol: [['uint', 4]],
  // 180 to 183 are the ports by protocol; an exporter sends them in place of 7 and 11.
  sourcePort: [
    ['uint', 7],
    ['uint', 182],
    ['uint', 180],
  ],
  destinationPort: [
    ['uint', 11],
    ['uint', 183],
    ['uint', 181],
  ],
  // Delta, then after a middlebox, then the initiator's part (Cisco ASA), then the totals.
  octets: [
    ['uint', 1],
    ['uint', 23],
    ['uint', 231],
    ['uint', 85],
    ['uint', 171],
  ],
  packets: [
    ['uint', 2],
    ['uint', 24],
    ['uint', 298],
    ['uint', 86],
    ['uint', 172],
  ],
  reverseOctets: [
    ['uint', 1, REVERSE],
    ['uint', 232],
    ['uint', 85, REVERSE],
  ],
  reversePackets: [
    ['uint', 2, REVERSE],
    ['uint', 299],
    ['uint', 86, REVERSE],
  ],
  first: [
    ['milliseconds', 152],
    ['ntp', 154],
    ['ntp', 156],
    ['microseconds-ago', 158],
    ['seconds', 150],
    ['uptime', 22],
  ],
  last: [
    ['milliseconds', 153],
    ['ntp', 155],
    ['ntp', 157],
    ['microseconds-ago', 159],
    ['seconds', 151],
    ['uptime', 21],
  ],
  observed: [
    ['milliseconds', 323],
    ['ntp', 324],
    ['ntp', 325],
    ['seconds', 322],
  ],
  durationMs: [['uint', 161]],
  systemInit: [['milliseconds', 160]],
  inputInterface: [
    ['uint', 10],
    ['uint', 252],
  ],
  outputInterface: [
    ['uint', 14],
    ['uint', 253],
  ],
  direction: [['uint', 61]],
  forwardingStatus: [['uint', 89]],
  sourceAs: [['uint', 16]],
  destinationAs: [['uint', 17]],
  sourceMac: [
    ['mac', 56],
    ['mac', 81],
  ],
  destinationMac: [
    ['mac', 80],
    ['mac', 57],
  ],
  // 40001 to 40004 are those of NetFlow v9 of the Cisco ASA before it had 225 to 228.
  postNatSourceIpv4: [
    ['ipv4', 225],
    ['ipv4', 40001],
  ],
  postNatSourceIpv6: [['ipv6', 281]],
  postNatDestinationIpv4: [
    ['ipv4', 226],
    ['ipv4', 40002],
  ],
  postNatDestinationIpv6: [['ipv6', 282]],
  postNatSourcePort: [
    ['uint', 227],
    ['uint', 40003],
  ],
  postNatDestinationPort: [
    ['uint', 228],
    ['uint', 40004],
  ],
  natEvent: [['uint', 230]],
  // Sampling, in a record itself or in the record of an options template.
  samplerId: [
    ['uint', 302],
    ['uint', 48],
  ],
  samplingInterval: [
    ['uint', 34],
    ['uint', 50],
  ],
  sampledPackets: [['uint', 305]],
  skippedPackets: [['uint', 306]],
  samplingSize: [['uint', 309]],
  samplingPopulation: [['uint', 310]],
  samplingProbability: [['float', 311]],
} as const satisfies Record<string, readonly Choice[]>

export type SlotName = keyof typeof CHOICES

const NAMES = Object.keys(CHOICES) as SlotName[] // exactly the keys of the table above

/** The place of each kind of fact in a compiled template. */
export const SLOT = Object.fromEntries(NAMES.map((name, slot) => [name, slot])) as Readonly<
  Record<SlotName, number> // one entry for each name
>

export const SLOT_COUNT = NAMES.length

export interface SlotChoice {
  readonly slot: number
  /** Smaller is better. */
  readonly rank: number
  readonly kind: FieldKind
}

/** One number for an Information Element: a type of 16 bits under an enterprise of 32. */
export function fieldKey(type: number, enterprise: number): number {
  return enterprise * 65536 + type
}

const BY_KEY: ReadonlyMap<number, SlotChoice> = new Map(
  NAMES.flatMap((name, slot) =>
    CHOICES[name].map(([kind, type, enterprise = 0]: Choice, rank) => {
      return [fieldKey(type, enterprise), { slot, rank, kind }] as const
    }),
  ),
)

/** Where an Information Element is wanted, or undefined: most are passed over. */
export function findSlot(key: number): SlotChoice | undefined {
  return BY_KEY.get(key)
}

/** Whether a field of this many octets can be of this kind; numbers may be shortened (RFC 7011 §6.2). */
export function isSizeOf(kind: FieldKind, octets: number): boolean {
  switch (kind) {
    case 'ipv4':
      return octets === 4
    case 'ipv6':
      return octets === 16
    case 'mac':
      return octets === 6
    case 'ntp':
      return octets === 8
    case 'float':
      return octets === 4 || octets === 8
    default:
      return octets >= 1 && octets <= 8
  }
}
