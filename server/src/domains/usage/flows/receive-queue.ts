const OCTETS_MAX = 64 << 20
const AT_ONCE = 64

/** Datagrams that have come and are not counted yet, bounded. */
export type ReceiveQueue = {
  /** False when there is no room: the datagram is dropped. */
  push(datagram: Uint8Array, take: (datagram: Uint8Array) => void): boolean
  /** Takes everything that has come, at once. */
  empty(): void
}

type Waiting = { datagram: Uint8Array; take: (datagram: Uint8Array) => void }

/**
 * A queue that takes datagrams slice by slice, so that sockets, database and clock get their turn between: a burst
 * waits here, in more memory than a socket has, and what is beyond that is told to be dropped.
 */
export function createReceiveQueue(
  octetsMax = OCTETS_MAX,
  onError: (error: unknown) => void = () => undefined,
): ReceiveQueue {
  let waiting: Waiting[] = []
  let at = 0
  let octets = 0
  let hasTurn = false

  function takeSome(count: number): void {
    const end = Math.min(waiting.length, at + count)
    for (; at < end; at += 1) {
      const next = waiting[at]
      if (!next) continue
      octets -= next.datagram.length
      try {
        next.take(next.datagram)
      } catch (error) {
        onError(error)
      }
    }
    if (at < waiting.length) return
    waiting = []
    at = 0
  }

  function goOn(): void {
    takeSome(AT_ONCE)
    hasTurn = waiting.length > 0
    if (hasTurn) setImmediate(goOn)
  }

  return {
    push(datagram, take) {
      if (octets + datagram.length > octetsMax) return false
      octets += datagram.length
      waiting.push({ datagram, take })
      if (!hasTurn) setImmediate(goOn)
      hasTurn = true
      return true
    },
    empty: () => takeSome(Number.POSITIVE_INFINITY),
  }
}
