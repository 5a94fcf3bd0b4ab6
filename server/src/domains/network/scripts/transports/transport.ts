import type { KEY_KINDS } from '@altyn/contract/network/device-logins'
import type { RunFailure } from '@altyn/contract/network/scripts'

/** A run that came to nothing: the word for it, and what its sentence names. */
export class RunTrouble extends Error {
  readonly failure: RunFailure
  readonly details: Record<string, unknown>

  constructor(failure: RunFailure, details: Record<string, unknown> = {}) {
    super(failure)
    this.name = 'RunTrouble'
    this.failure = failure
    this.details = details
  }
}

/** Where a device is entered, and with what; secrets are open here. */
export type Door = {
  host: string
  port: number
  user: string
  password: string
  key: string
  passphrase: string
  enablePassword: string
  token: string
  isHttps: boolean
  allowsOldAlgorithms: boolean
}

/** Keeps what is said. It hides the secrets. */
export type Journal = {
  sent(text: string): void
  answered(text: string): void
  note(text: string): void
}

/** What a transport carries out. It throws a RunTrouble when that comes to nothing. */
export type Errand<Step> = {
  door: Door
  steps: readonly Step[]
  prompts: readonly string[]
  errors: readonly string[]
  journal: Journal
  /** Throws a RunTrouble unless this key is trusted: nothing is sent to a stranger. */
  checkKey(kind: (typeof KEY_KINDS)[number], fingerprint: string): void
  signal: AbortSignal
}

export const CONNECT_MS = 10_000
/** An answer takes no longer, unless its step says otherwise. */
export const USUAL_SECONDS = 10
/** So much of one answer is listened to. */
export const ANSWER_MAX = 256 * 1024

/** What stands in the way of a connection, in our words. */
export function connectTrouble(error: unknown): RunTrouble {
  if (error instanceof RunTrouble) return error
  const reason = error instanceof Error && 'code' in error ? error.code : undefined
  return new RunTrouble('unreachable', { reason: String(reason ?? '') })
}
