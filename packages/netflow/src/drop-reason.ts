/** Every reason for which something that came is not told. Counters use these words. */
export const DROP_REASONS = [
  // a datagram as a whole
  'too-short',
  'bad-length',
  'unknown-version',
  'too-many-domains',
  // a set of NetFlow v9 or IPFIX; what came before it in the datagram is told
  'bad-set',
  'bad-template',
  'too-many-templates',
  // a set that came before its template
  'waiting-full',
  'waiting-too-long',
  // a record
  'bad-record',
  'names-nobody',
  // a sample of sFlow
  'bad-sample',
  'unknown-sample',
  'not-ip',
] as const

export type DropReason = (typeof DROP_REASONS)[number]
