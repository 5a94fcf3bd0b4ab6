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
    for (const isCounted of [true, false]) {
      const alike = round.filter(({ isTrafficIgnored }) => isTrafficIgnored !== isCounted)
      const news = await writeDown(ctx, alike, { isCounted })
      if (news.length > 0) await settleNews(ctx, news)
    }
  }
}

async function writeDown(
  ctx: Context,
  records: readonly AccountingRecord[],
  counting: { isCounted: boolean },
): Promise<SessionNews[]> {
  const stops = records.filter(({ kind }) => kind === 'stop')
  const others = records.filter(({ kind }) => kind !== 'stop')
  return [
    ...(others.length > 0 ? await upsertOpenSessions(ctx, others, counting) : []),
    ...(stops.length > 0 ? await closeSessions(ctx, stops, counting) : []),
  ]
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
