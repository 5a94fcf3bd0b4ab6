import type { Conversation } from './conversation.ts'

/** The conversations that are open, oldest first: bounded in number and in time, however they end. */
export class Conversations {
  readonly #limits: { conversationsMax: number; conversationMsMax: number }
  readonly #nowMs: () => number
  readonly #open = new Map<string, Conversation>()
  #timer: NodeJS.Timeout | undefined
  /** Ended because their time was over. */
  expired = 0
  /** Ended because a newer one took their place. */
  displaced = 0

  constructor(
    limits: { conversationsMax: number; conversationMsMax: number },
    nowMs: () => number,
  ) {
    this.#limits = limits
    this.#nowMs = nowMs
  }

  get size(): number {
    return this.#open.size
  }

  /** Takes a new conversation in; when there is no room, the oldest one goes. */
  add(conversation: Conversation): void {
    this.#endExpired()
    for (const oldest of this.#open.values()) {
      if (this.#open.size < this.#limits.conversationsMax) break
      this.displaced++
      this.remove(oldest)
    }
    this.#open.set(keyOf(conversation.state), conversation)
    this.#wake()
  }

  /** The conversation that a State names, if it is open still. */
  find(state: Buffer): Conversation | undefined {
    this.#endExpired()
    return this.#open.get(keyOf(state))
  }

  /** Ends a conversation and forgets it. */
  remove(conversation: Conversation): void {
    this.#open.delete(keyOf(conversation.state))
    conversation.end()
    if (this.#open.size > 0) return
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  /** Ends them all. */
  clear(): void {
    for (const conversation of this.#open.values()) this.remove(conversation)
  }

  #endExpired(): void {
    const latestMs = this.#nowMs() - this.#limits.conversationMsMax
    for (const oldest of this.#open.values()) {
      if (oldest.startedAtMs > latestMs) break
      this.expired++
      this.remove(oldest)
    }
  }

  /** Peers that went away do not wait for the next one to come: keys and memory go when their time is over. */
  #wake(): void {
    const [oldest] = this.#open.values()
    if (!oldest || this.#timer) return
    const leftMs = oldest.startedAtMs + this.#limits.conversationMsMax - this.#nowMs()
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined
        this.#endExpired()
        this.#wake()
      },
      Math.max(1, Math.ceil(leftMs)),
    ).unref()
  }
}

function keyOf(state: Buffer): string {
  return state.toString('latin1')
}
