import type { Context } from '#platform/context'
import { type AccountingRecord, foldAccounting } from './rules/accounting.ts'
import { closeSessions, upsertOpenSessions } from './sessions.store.ts'

/**
 * Writes down a batch of accounting packets. Packets may be repeated, late or out of order:
 * counters only grow, a finished session stays finished, nothing is counted twice.
 */
export async function recordAccounting(
  ctx: Context,
  records: readonly AccountingRecord[],
): Promise<void> {
  const folded = foldAccounting(records)
  const stops = folded.filter(({ kind }) => kind === 'stop')
  const others = folded.filter(({ kind }) => kind !== 'stop')
  if (others.length > 0) await upsertOpenSessions(ctx, others)
  if (stops.length > 0) await closeSessions(ctx, stops)
}
