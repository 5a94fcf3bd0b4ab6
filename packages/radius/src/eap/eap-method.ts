/** The methods that a server can offer, in the words of the options. */
export const EAP_METHODS = ['peap', 'ttls', 'md5'] as const
export type EapMethodName = (typeof EAP_METHODS)[number]

/** Why a peer is refused. Answers, counters and logs use these words. */
export const EAP_REJECT_REASONS = [
  // the password
  'unknown-identity',
  'wrong-password',
  // the conversation
  'malformed',
  'unknown-conversation',
  'unexpected-message',
  'no-common-method',
  'no-inner-method',
  'too-many-rounds',
  // the tunnel
  'tls-failed',
  'message-too-long',
] as const
export type EapRejectReason = (typeof EAP_REJECT_REASONS)[number]

/** The keys of the link: what the access server sends with, and what it receives with, 32 octets each. */
export interface EapKeys {
  send: Buffer
  receive: Buffer
}

/** What a method does next. */
export type MethodStep =
  | { kind: 'ask'; body: Buffer }
  | { kind: 'accept'; identity: string; keys?: EapKeys }
  | { kind: 'reject'; reason: EapRejectReason; identity?: string }

/** The password of an identity, undefined when nobody has that identity. */
export type PasswordOf = (identity: string) => MaybePromise<string | undefined>

type MaybePromise<T> = T | Promise<T>

/**
 * One method in one conversation. `identifier` is that of the request whose body is asked for, or that the response
 * answers. Never throws because of what the peer sends.
 */
export interface EapMethod {
  /** The first request of the method. */
  begin(): Buffer
  /** What follows from the body of a response. */
  take(body: Buffer, identifier: number): Promise<MethodStep>
  /** Lets go of everything; called once, when the conversation is over. */
  end(): void
}
