import type { SecureContext } from 'node:tls'
import { ATTRIBUTE } from '../dictionary.generated.ts'
import type { Packet } from '../packet.ts'
import { Conversation } from './conversation.ts'
import { Conversations } from './conversations.ts'
import { EAP_DROP_REASONS, type EapAnswer, type EapDropReason } from './eap-answer.ts'
import {
  EAP_REJECT_REASONS,
  type EapMethod,
  type EapMethodName,
  type EapRejectReason,
  type PasswordOf,
} from './eap-method.ts'
import {
  checkMethods,
  type EapLimits,
  type EapServerOptions,
  fillEapLimits,
} from './eap-options.ts'
import {
  EAP_CODE,
  EAP_TYPE,
  type EapPacket,
  encodeEapResult,
  joinEapMessage,
  parseEapPacket,
} from './eap-packet.ts'
import { Md5Method } from './md5-method.ts'
import { PeapTalk } from './peap-talk.ts'
import { prepareTls } from './tls-tunnel.ts'
import { TtlsTalk } from './ttls-talk.ts'
import { TunnelledMethod } from './tunnelled-method.ts'

/** 802.1X puts so many octets before an EAP packet, inside of the MTU (RFC 3579 §2.4). */
const EAPOL_HEADER_BYTES = 4
/** A Framed-MTU below this is a mistake; EAP itself demands 1020 (RFC 3748 §3.1). */
const PACKET_BYTES_MIN = 100

/** What a server has done since it was made. All numbers only grow, except `conversations`, which is of this moment. */
export interface EapCounters {
  conversations: number
  challenged: number
  accepted: number
  /** By reason; every reason is there. */
  rejected: Record<EapRejectReason, number>
  dropped: Record<EapDropReason, number>
  /** Conversations that came to no end in their time. */
  expired: number
  /** Conversations that ended because there were too many. */
  displaced: number
}

export interface EapServer<A = void> {
  /**
   * The answer to an Access-Request that carries EAP-Message and was verified. Whatever a peer sends is answered or
   * dropped; only a failure of `findPassword` comes out of here, and ends the conversation.
   */
  respond(request: Packet, asker: A): Promise<EapAnswer>
  counters(): EapCounters
  /** Ends all conversations. */
  close(): void
}

/**
 * The server's side of EAP over RADIUS (RFC 3748, RFC 3579). It keeps the conversations, and nothing else. Throws
 * RangeError when the methods make no sense, and what node:tls says about a key or certificate that is none.
 */
export function createEapServer<A = void>(options: EapServerOptions<A>): EapServer<A> {
  const methods = checkMethods(options.methods)
  const needsTls = methods.some((name) => name !== 'md5')
  if (needsTls && !options.tls) throw new RangeError('tls: needed for the methods peap and ttls')
  const context = needsTls && options.tls ? prepareTls(options.tls) : undefined
  return new Authority(options, methods, context)
}

class Authority<A> implements EapServer<A> {
  readonly #findPassword: EapServerOptions<A>['findPassword']
  readonly #methods: readonly EapMethodName[]
  readonly #context: SecureContext | undefined
  readonly #limits: EapLimits
  readonly #conversations: Conversations
  readonly #rejected = zeros(EAP_REJECT_REASONS)
  readonly #dropped = zeros(EAP_DROP_REASONS)
  #challenged = 0
  #accepted = 0

  constructor(
    options: EapServerOptions<A>,
    methods: readonly EapMethodName[],
    context: SecureContext | undefined,
  ) {
    this.#findPassword = options.findPassword
    this.#methods = methods
    this.#context = context
    this.#limits = fillEapLimits(options.limits)
    this.#conversations = new Conversations(this.#limits, () => performance.now())
  }

  async respond(request: Packet, asker: A): Promise<EapAnswer> {
    const answer = await this.#answer(request, asker)
    if (answer.kind === 'challenge') this.#challenged++
    else if (answer.kind === 'accept') this.#accepted++
    else if (answer.kind === 'reject') this.#rejected[answer.reason]++
    else this.#dropped[answer.reason]++
    return answer
  }

  counters(): EapCounters {
    return {
      conversations: this.#conversations.size,
      challenged: this.#challenged,
      accepted: this.#accepted,
      rejected: { ...this.#rejected },
      dropped: { ...this.#dropped },
      expired: this.#conversations.expired,
      displaced: this.#conversations.displaced,
    }
  }

  close(): void {
    this.#conversations.clear()
  }

  async #answer(request: Packet, asker: A): Promise<EapAnswer> {
    const octets = joinEapMessage(request)
    if (!octets) return refuse(0, 'malformed')
    if (octets.length === 0) return this.#begin(request, asker).askIdentity()
    const state = request.first(ATTRIBUTE.State)
    const known = state && this.#conversations.find(state)
    const response = parseEapPacket(octets)
    if (response?.code !== EAP_CODE.response) {
      if (known) this.#conversations.remove(known)
      return refuse(octets[1] ?? 0, 'malformed')
    }
    // Only a name begins something; anything else speaks of what we have forgotten, or never knew.
    const isNew = state === undefined && response.type === EAP_TYPE.identity
    const conversation = isNew ? this.#begin(request, asker) : known
    if (!conversation) return refuse(response.identifier, 'unknown-conversation')
    return await this.#continue(conversation, response, octets)
  }

  #begin(request: Packet, asker: A): Conversation {
    const passwordOf = (identity: string) => this.#findPassword(identity, asker)
    const packetBytesMax = this.#roomFor(request)
    const conversation = new Conversation({
      methods: this.#methods,
      makeMethod: (name, identity) => this.#make(name, { identity, passwordOf, packetBytesMax }),
      roundsMax: this.#limits.roundsMax,
      startedAtMs: performance.now(),
    })
    this.#conversations.add(conversation)
    return conversation
  }

  async #continue(
    conversation: Conversation,
    response: EapPacket,
    octets: Buffer,
  ): Promise<EapAnswer> {
    try {
      const answer = await conversation.take(response, octets)
      if (answer.kind === 'accept' || answer.kind === 'reject') {
        this.#conversations.remove(conversation)
      }
      return answer
    } catch (error) {
      this.#conversations.remove(conversation)
      throw error
    }
  }

  #make(
    name: EapMethodName,
    made: { identity: string; passwordOf: PasswordOf; packetBytesMax: number },
  ): EapMethod {
    const { identity, passwordOf, packetBytesMax } = made
    const context = this.#context
    if (name === 'md5' || !context) return new Md5Method(identity, passwordOf)
    const { messageBytesMax } = this.#limits
    const room = { context, packetBytesMax, messageBytesMax }
    return name === 'peap'
      ? new TunnelledMethod({ ...room, method: PEAP, talk: () => new PeapTalk(passwordOf) })
      : new TunnelledMethod({
          ...room,
          method: TTLS,
          talk: (tunnel) =>
            new TtlsTalk((length) => tunnel.exportKey(length, 'ttls challenge'), passwordOf),
        })
  }

  #roomFor(request: Packet): number {
    const { packetBytesMax } = this.#limits
    const framedMtu = request.readInteger(ATTRIBUTE['Framed-MTU'])
    if (framedMtu === undefined) return packetBytesMax
    return Math.max(PACKET_BYTES_MIN, Math.min(packetBytesMax, framedMtu - EAPOL_HEADER_BYTES))
  }
}

// The labels of RFC 5281 §8 and, PEAPv0 being EAP-TLS to its first octet, of RFC 5216 §2.3.
const TTLS = { type: EAP_TYPE.ttls, label: 'ttls keying material' }
const PEAP = { type: EAP_TYPE.peap, label: 'client EAP encryption' }

function refuse(identifier: number, reason: EapRejectReason): EapAnswer {
  return { kind: 'reject', eap: encodeEapResult('failure', identifier), reason }
}

function zeros<R extends string>(reasons: readonly R[]): Record<R, number> {
  const entries = reasons.map((reason) => [reason, 0] as const)
  return Object.fromEntries(entries) as Record<R, number> // one entry a reason
}
