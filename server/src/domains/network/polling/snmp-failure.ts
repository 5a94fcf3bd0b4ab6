/** Why a device could not be read, as people are told. */
export const POLL_FAILURES = [
  'no-answer',
  'unknown-user',
  'wrong-password',
  'wrong-cipher',
  'refused',
  'bad-answer',
  'too-slow',
  'secret-missing',
  'unlike-dialect',
] as const
export type PollFailure = (typeof POLL_FAILURES)[number]

export class SnmpFailure extends Error {
  readonly reason: PollFailure

  constructor(reason: PollFailure) {
    super(reason)
    this.reason = reason
  }
}
