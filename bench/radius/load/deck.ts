/** Sockets of the generator, where a deck does not say otherwise; each has 256 identifiers. */
const SOCKETS = 4
const RUN = 16

/** Which socket a packet of the deck leaves by: sixteen in a row by the same, to fill a batch. */
export function socketOf(index: number, sockets: number): number {
  return (index >>> 4) % sockets
}

/** The identifier that a packet of the deck carries. */
export function identifierOf(index: number, sockets: number): number {
  return (Math.floor(index / (RUN * sockets)) * RUN + (index % RUN)) & 255
}

/** Packets built beforehand, in the order of sending, and what has to come back. */
export type Deck = {
  count: number
  bytes: Buffer
  /** Where each packet begins, and where the last one ends. */
  starts: Uint32Array
  replyCode: number
  /** Framed-IP-Address of every answer; none for accounting. */
  addresses: Uint32Array | undefined
  /** Whether the deck may be begun anew when it is used up. */
  isEndless: boolean
  sockets: number
}

type DeckPlan = {
  count: number
  replyCode: number
  addressOf?: (index: number) => number
  build: (index: number, identifier: number) => Buffer
  sockets?: number
}

/** Makes the packets one after the other into one piece of memory. */
export function buildDeck({
  count,
  replyCode,
  addressOf,
  build,
  sockets = SOCKETS,
}: DeckPlan): Deck {
  const starts = new Uint32Array(count + 1)
  const addresses = addressOf && new Uint32Array(count)
  let bytes = Buffer.alloc(count * 256)
  let end = 0
  for (let index = 0; index < count; index += 1) {
    const packet = build(index, identifierOf(index, sockets))
    if (end + packet.length > bytes.length)
      bytes = Buffer.concat([bytes, Buffer.alloc(bytes.length)])
    bytes.set(packet, end)
    end += packet.length
    starts[index + 1] = end
    if (addresses && addressOf) addresses[index] = addressOf(index)
  }
  return { count, bytes, starts, replyCode, addresses, isEndless: addresses !== undefined, sockets }
}
