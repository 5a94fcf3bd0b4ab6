import type { SecureContext } from 'node:tls'
import type { EapMethod, EapRejectReason, MethodStep } from './eap-method.ts'
import {
  FragmentCollector,
  splitTlsMessage,
  TLS_ACKNOWLEDGEMENT,
  TLS_START,
} from './tls-fragments.ts'
import { TlsTunnel } from './tls-tunnel.ts'

/** What is said inside the tunnel next. */
export type InnerStep =
  | { kind: 'say'; plain: Buffer }
  | { kind: 'listen' }
  | { kind: 'accept'; identity: string }
  | { kind: 'reject'; reason: EapRejectReason; identity?: string }

/** The talk inside the tunnel. Never throws because of what the peer says. */
export interface InnerTalk {
  /** What we say first; undefined when the peer begins. */
  open(): Buffer | undefined
  /** What follows from what the peer said; it says nothing when it only waits for us. */
  take(plain: Buffer): Promise<InnerStep>
}

export interface TunnelPlan {
  context: SecureContext
  /** The EAP type, and the label of its keys before TLS 1.3. */
  method: { type: number; label: string }
  /** Begins the talk when the tunnel is secure. */
  talk: (tunnel: TlsTunnel) => InnerTalk
  packetBytesMax: number
  messageBytesMax: number
}

/** A method that puts up a TLS tunnel with our certificate and proves the password inside (RFC 5281, PEAPv0). */
export class TunnelledMethod implements EapMethod {
  readonly #plan: TunnelPlan
  readonly #collector: FragmentCollector
  /** Made with the first octets of the peer: who only says a name costs no TLS. */
  #tunnel: TlsTunnel | undefined
  #talk: InnerTalk | undefined
  /** Fragments of our message that the peer has not asked for yet. */
  #waiting: Buffer[] = []
  #isRefused = false

  constructor(plan: TunnelPlan) {
    this.#plan = plan
    this.#collector = new FragmentCollector(plan.messageBytesMax)
  }

  begin(): Buffer {
    return TLS_START
  }

  async take(body: Buffer): Promise<MethodStep> {
    const collected = this.#collector.add(body)
    if (collected.kind === 'refused') return { kind: 'reject', reason: collected.reason }
    if (collected.kind === 'more') {
      return this.#waiting.length > 0 ? OUT_OF_TURN : { kind: 'ask', body: TLS_ACKNOWLEDGEMENT }
    }
    const { message } = collected
    const next = this.#waiting.shift()
    if (next) return message.length === 0 ? { kind: 'ask', body: next } : OUT_OF_TURN
    // The peer has had our alert and answered it, by whatever words (RFC 5216 §2.1.3).
    if (this.#isRefused) return TLS_FAILED
    this.#tunnel ??= new TlsTunnel(this.#plan.context)
    return await this.#pass(this.#tunnel, message)
  }

  end(): void {
    this.#tunnel?.end()
    this.#waiting = []
  }

  async #pass(tunnel: TlsTunnel, message: Buffer): Promise<MethodStep> {
    const { plain, output } = await tunnel.exchange(message)
    if (tunnel.hasFailed) {
      if (output.length === 0) return TLS_FAILED
      this.#isRefused = true
      return this.#send(output)
    }
    if (!tunnel.isSecure) return output.length === 0 ? TLS_FAILED : this.#send(output)
    if (!this.#talk) {
      // In TLS 1.2 ours is the last flight; only the answer to it shows that the peer took our certificate.
      if (output.length > 0 && !tunnel.isTls13) return this.#send(output)
      this.#talk = this.#plan.talk(tunnel)
      const opening = this.#talk.open()
      if (opening) return this.#send(Buffer.concat([output, await tunnel.encrypt(opening)]))
    }
    return await this.#answer(tunnel, await this.#talk.take(plain), output)
  }

  /** `output` is what TLS itself has to say beside the step, such as the end of a handshake. */
  async #answer(tunnel: TlsTunnel, step: InnerStep, output: Buffer): Promise<MethodStep> {
    // The conversation may have ended while the password was looked up, and the keys with it.
    if (tunnel.hasFailed) return TLS_FAILED
    switch (step.kind) {
      case 'say':
        return this.#send(Buffer.concat([output, await tunnel.encrypt(step.plain)]))
      case 'listen':
        return this.#send(output)
      case 'accept':
        return { ...step, keys: tunnel.exportLinkKeys(this.#plan.method) }
      case 'reject':
        return step
    }
  }

  #send(output: Buffer): MethodStep {
    const [first = TLS_ACKNOWLEDGEMENT, ...rest] = splitTlsMessage(
      output,
      this.#plan.packetBytesMax,
    )
    this.#waiting = rest
    return { kind: 'ask', body: first }
  }
}

const OUT_OF_TURN: MethodStep = { kind: 'reject', reason: 'unexpected-message' }
const TLS_FAILED: MethodStep = { kind: 'reject', reason: 'tls-failed' }
