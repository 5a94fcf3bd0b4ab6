import { EAP_METHODS, type EapMethodName, type PasswordOf } from './eap-method.ts'
import type { EapTls } from './tls-tunnel.ts'

export interface EapLimits {
  /** Conversations at once, about 50 KB each in a tunnel. One more ends the oldest. */
  conversationsMax: number
  /** Responses in one conversation. */
  roundsMax: number
  /** Longest conversation in milliseconds, whatever happens in it. */
  conversationMsMax: number
  /** Longest EAP packet that we send, in octets; a smaller Framed-MTU of the request makes it smaller (RFC 3579 §2.4). */
  packetBytesMax: number
  /** Longest TLS message that a peer may send in fragments, in octets. */
  messageBytesMax: number
}

const DEFAULT_LIMITS: EapLimits = {
  conversationsMax: 2048,
  roundsMax: 50,
  conversationMsMax: 30_000,
  packetBytesMax: 1020,
  messageBytesMax: 16_384,
}

/** PEAP and TTLS; EAP-MD5 only for who asks for it. */
const DEFAULT_METHODS: readonly EapMethodName[] = ['peap', 'ttls']

/** `A` is what the caller wants to know again when it is asked for a password, such as the access server. */
export interface EapServerOptions<A = void> {
  /** Methods in the order in which they are offered; a peer that wants another says so. PEAP and TTLS by default. */
  methods?: readonly EapMethodName[]
  /** The certificate that peers check. Needed for PEAP and TTLS. */
  tls?: EapTls
  limits?: Partial<EapLimits>
  /**
   * The password of an identity, at once or later; undefined when nobody has it. The identity is what the peer typed, up
   * to 253 octets of anything. A failure of this function is the only one that comes out of `respond`.
   */
  findPassword: (identity: string, asker: A) => ReturnType<PasswordOf>
}

/** All limits, the ones that the caller leaves open by default. */
export function fillEapLimits(given: Partial<EapLimits> = {}): EapLimits {
  const named = Object.entries(given).filter(([, limit]) => limit !== undefined)
  return { ...DEFAULT_LIMITS, ...Object.fromEntries(named) }
}

/** The methods to offer. Throws RangeError when there are none, one twice, or one that does not exist. */
export function checkMethods(
  given: readonly EapMethodName[] = DEFAULT_METHODS,
): readonly EapMethodName[] {
  const isKnown = given.every((name) => EAP_METHODS.includes(name))
  if (given.length === 0 || !isKnown || new Set(given).size < given.length) {
    throw new RangeError(`methods: each of ${EAP_METHODS.join(', ')} at most once, one at least`)
  }
  return given
}
