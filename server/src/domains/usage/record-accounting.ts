import type { Context } from '#platform/context'
import { insertEvidence } from './evidence.store.ts'
import { joinStrangers, reopenSessions } from './revive-sessions.store.ts'
import { type AccountingRecord, foldAccounting } from './rules/accounting.ts'
import { closeSessions, type SessionNews, upsertOpenSessions } from './sessions.store.ts'

/**
 * Writes down a batch of accounting packets. Packets may be repeated, late or out of order: counters
 * only grow, a finished session stays finished unless we had only concluded its end, nothing is
 * counted twice.
 */
export async function recordAccounting(
  ctx: Context,
  records: readonly AccountingRecord[],
): Promise<void> {
  for (const round of foldAccounting(records)) {
    const stops = round.filter(({ kind }) => kind === 'stop')
    const others = round.filter(({ kind }) => kind !== 'stop')
    const news = [
      ...(others.length > 0 ? await upsertOpenSessions(ctx, others) : []),
      ...(stops.length > 0 ? await closeSessions(ctx, stops) : []),
    ]
    if (news.length > 0) await settleNews(ctx, news)
  }
}

async function settleNews(ctx: Context, news: readonly SessionNews[]): Promise<void> {
  const of = (wanted: SessionNews['kind']) => news.filter(({ kind }) => kind === wanted)
  await insertEvidence(
    ctx,
    of('counters-reset').map(({ id, baseIn, baseOut }) => ({
      sessionId: id,
      evidence: {
        kind: 'counters-reset',
        octetsIn: String(baseIn),
        octetsOut: String(baseOut),
      },
    })),
  )
  const alive = of('alive')
  if (alive.length > 0) {
    await reopenSessions(
      ctx,
      alive.map(({ id }) => id),
    )
  }
  await joinStrangers(ctx, 'open_sessions', of('stranger'))
  await joinStrangers(ctx, 'closed_sessions', of('finished-stranger'))
}
