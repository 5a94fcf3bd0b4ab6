/** Kinds of blocks, the strongest first. */
export const BLOCK_KINDS = ['off', 'staff', 'own-wish', 'money'] as const
export type BlockKind = (typeof BLOCK_KINDS)[number]
export type AccountState = 'active' | BlockKind | 'closed'

/** What an account is: closed for ever, else its strongest block, else active. */
export function stateOf(account: {
  isClosed: boolean
  blockKinds: readonly string[]
}): AccountState {
  if (account.isClosed) return 'closed'
  return BLOCK_KINDS.find((kind) => account.blockKinds.includes(kind)) ?? 'active'
}
