import type { DropReason } from '../drop-reason.ts'
import type { Packet } from '../packet.ts'

/**
 * How an exchange ended. A reply is verified. `invalid` means that answers came and none could be believed: nearly always
 * the secrets differ.
 */
export type RadiusResult =
  | { kind: 'reply'; packet: Packet }
  | { kind: 'timeout'; attempts: number }
  | { kind: 'invalid'; reason: DropReason }
