/** Every reason for which a packet is not answered. Counters and logs use these words. */
export const DROP_REASONS = [
  // the datagram
  'too-short',
  'too-long',
  'bad-length',
  'bad-attribute',
  'unknown-code',
  // the sender
  'unknown-client',
  'bad-authenticator',
  'bad-message-authenticator',
  'missing-message-authenticator',
  'unsigned-proxy-state',
  // the moment
  'duplicate',
  'overload',
  'closing',
  'disconnected',
  // the handler
  'handler-error',
  'handler-timeout',
  'no-reply',
] as const

export type DropReason = (typeof DROP_REASONS)[number]
