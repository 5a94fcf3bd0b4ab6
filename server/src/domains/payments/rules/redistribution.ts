export type Debtor = {
  contractId: number
  /** The smaller is covered first. */
  priority: number
  balanceMinor: bigint
}
export type Move = { contractId: number; amountMinor: bigint }

/**
 * Which debts a sum covers: by priority, each in full as far as the sum goes, the next in part.
 * Nothing goes to who owes nothing, and nobody is given more than the debt.
 */
export function redistribute(sumMinor: bigint, debtors: readonly Debtor[]): Move[] {
  const moves: Move[] = []
  let restMinor = sumMinor
  const inOrder = debtors.toSorted((a, b) => a.priority - b.priority || a.contractId - b.contractId)
  for (const { contractId, balanceMinor } of inOrder) {
    if (restMinor <= 0n) break
    if (balanceMinor >= 0n) continue
    const debtMinor = -balanceMinor
    const isCovered = restMinor >= debtMinor
    const amountMinor = isCovered ? debtMinor : restMinor
    moves.push({ contractId, amountMinor })
    restMinor -= amountMinor
  }
  return moves
}
