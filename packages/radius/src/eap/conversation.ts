import { randomBytes } from 'node:crypto'
import type { EapAnswer } from './eap-answer.ts'
import type { EapMethod, EapMethodName, EapRejectReason, MethodStep } from './eap-method.ts'
import {
  EAP_CODE,
  EAP_TYPE,
  type EapPacket,
  encodeEapPacket,
  encodeEapResult,
} from './eap-packet.ts'

const STATE_BYTES = 16
const IDENTITY_BYTES_MAX = 253

/** The types of the methods, and what one is made with in a conversation of this identity. */
export interface ConversationPlan {
  methods: readonly EapMethodName[]
  makeMethod: (name: EapMethodName, identity: string) => EapMethod
  roundsMax: number
  startedAtMs: number
}

/** One peer on its way in: from its identity over the choice of a method to the result (RFC 3748 §2). */
export class Conversation {
  /** Names the conversation; nobody can guess it. */
  readonly state = randomBytes(STATE_BYTES)
  readonly startedAtMs: number
  readonly #plan: ConversationPlan
  /** Methods that were not offered yet. */
  readonly #left: EapMethodName[]
  #identity: string | undefined
  #current: { name: EapMethodName; method: EapMethod; hasBegun: boolean } | undefined
  /** Of the request that waits for its response; undefined before the first. */
  #identifier: number | undefined
  #last: { response: Buffer; answer: EapAnswer } | undefined
  #rounds = 0
  #isBusy = false
  #isOver = false

  constructor(plan: ConversationPlan) {
    this.#plan = plan
    this.#left = [...plan.methods]
    this.startedAtMs = plan.startedAtMs
  }

  /** The first request to a peer that has not said who it is (RFC 3579 §2.1, EAP-Start). */
  askIdentity(): EapAnswer {
    return this.#ask(0, EAP_TYPE.identity, Buffer.alloc(0))
  }

  /**
   * What follows from a response; `octets` are the whole of it. The same octets once more get the same answer. After an
   * accept or a reject the conversation is over.
   */
  async take(response: EapPacket, octets: Buffer): Promise<EapAnswer> {
    if (this.#isBusy) return { kind: 'drop', reason: 'busy' }
    if (this.#last?.response.equals(octets)) return this.#last.answer
    if (this.#identifier !== undefined && response.identifier !== this.#identifier) {
      return { kind: 'drop', reason: 'stale-identifier' }
    }
    this.#isBusy = true
    try {
      const answer = await this.#answer(response)
      // A copy: the octets are a view of a datagram that is not ours to keep.
      this.#last = { response: Buffer.from(octets), answer }
      return answer
    } finally {
      this.#isBusy = false
    }
  }

  /** Frees what the conversation holds. What is still on its way in it ends in a reject. */
  end(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#current?.method.end()
    this.#last = undefined
  }

  async #answer(response: EapPacket): Promise<EapAnswer> {
    const { identifier, type, body } = response
    this.#rounds++
    if (this.#rounds > this.#plan.roundsMax) return this.#reject(identifier, 'too-many-rounds')
    const current = this.#current
    if (!current) return this.#identify(response)
    if (type === EAP_TYPE.nak && !current.hasBegun) return this.#negotiate(response)
    if (type === EAP_TYPE.expanded && !current.hasBegun) {
      return this.#reject(identifier, 'no-common-method')
    }
    if (type !== EAP_TYPE[current.name]) return this.#reject(identifier, 'unexpected-message')
    current.hasBegun = true
    const step = await current.method.take(body, identifier)
    // Time or room ran out meanwhile: what the step says is of no use without its conversation.
    if (this.#isOver) return this.#reject(identifier, 'unknown-conversation')
    return this.#follow(step, current.name, identifier)
  }

  #identify({ identifier, type, body }: EapPacket): EapAnswer {
    if (type !== EAP_TYPE.identity) return this.#reject(identifier, 'unexpected-message')
    // What follows a zero octet are options and not the name (RFC 3748 §5.1).
    const end = body.indexOf(0)
    const name = end < 0 ? body : body.subarray(0, end)
    if (name.length > IDENTITY_BYTES_MAX) return this.#reject(identifier, 'malformed')
    this.#identity = name.toString()
    return this.#offer(this.#left[0], identifier)
  }

  /** The peer names the methods that it would take (RFC 3748 §5.3.1): the first of ours among them is next. */
  #negotiate({ identifier, body }: EapPacket): EapAnswer {
    const wanted = this.#left.find((name) => body.includes(EAP_TYPE[name]))
    return this.#offer(wanted, identifier)
  }

  #offer(name: EapMethodName | undefined, identifier: number): EapAnswer {
    if (name === undefined) return this.#reject(identifier, 'no-common-method')
    this.#left.splice(this.#left.indexOf(name), 1)
    this.#current?.method.end()
    const method = this.#plan.makeMethod(name, this.#identity ?? '')
    this.#current = { name, method, hasBegun: false }
    return this.#ask(nextIdentifier(identifier), EAP_TYPE[name], method.begin())
  }

  #follow(step: MethodStep, name: EapMethodName, identifier: number): EapAnswer {
    switch (step.kind) {
      case 'ask':
        return this.#ask(nextIdentifier(identifier), EAP_TYPE[name], step.body)
      case 'accept': {
        const eap = encodeEapResult('success', identifier)
        return { kind: 'accept', eap, method: name, identity: step.identity, keys: step.keys }
      }
      case 'reject':
        return this.#reject(identifier, step.reason, step.identity)
    }
  }

  #ask(identifier: number, type: number, body: Buffer): EapAnswer {
    this.#identifier = identifier
    const eap = encodeEapPacket({ code: EAP_CODE.request, identifier, type, body })
    return { kind: 'challenge', eap, state: this.state }
  }

  #reject(identifier: number, reason: EapRejectReason, inner?: string): EapAnswer {
    const eap = encodeEapResult('failure', identifier)
    return { kind: 'reject', eap, reason, identity: inner ?? this.#identity }
  }
}

function nextIdentifier(identifier: number): number {
  return (identifier + 1) & 0xff
}
