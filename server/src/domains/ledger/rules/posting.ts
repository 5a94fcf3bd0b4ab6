export type PostingKind =
  | 'charge'
  | 'payment'
  | 'reversal'
  | 'adjustment'
  | 'transfer'
  | 'write-off'
  | 'bonus'

/** One movement of money: `amountMinor` > 0 leaves `from` and comes into `to` (codes of books). */
export type NewPosting = {
  /** The business key: the same key is never posted twice. */
  key: string
  kind: PostingKind
  day: Temporal.PlainDate
  from: string
  to: string
  amountMinor: bigint
  contractId: number
  accountId?: number
  period?: { from: Temporal.PlainDate; until: Temporal.PlainDate }
  title: string
  explanation: Record<string, unknown>
  reverses?: string
}

/** What is wrong with a batch of postings, if anything. */
export function faultOf(postings: readonly NewPosting[]): string | undefined {
  if (new Set(postings.map(({ key }) => key)).size < postings.length) return 'a key stands twice'
  if (postings.some(({ amountMinor }) => amountMinor <= 0n)) return 'an amount is not positive'
  if (postings.some(({ from, to }) => from === to)) return 'money stays in its book'
  return undefined
}

/** The mirror of a posting: what puts everything back. */
export function mirrorOf(
  posting: Omit<NewPosting, 'kind' | 'reverses'>,
  { day, reason }: { day: Temporal.PlainDate; reason: string },
): NewPosting {
  return {
    ...posting,
    key: `reversal:${posting.key}`,
    kind: 'reversal',
    day,
    from: posting.to,
    to: posting.from,
    reverses: posting.key,
    explanation: { kind: 'reversal', reason },
  }
}
