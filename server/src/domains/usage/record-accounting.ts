import type { Context } from '#platform/context'
import { insertEvidence } from './evidence.store.ts'
import { isOfPart, recordParts } from './parts/record-parts.ts'
import { lockSplits } from './parts/splits.store.ts'
import { joinStrangers, reopenSessions } from './revive-sessions.store.ts'
import { type AccountingRecord, foldAccounting } from './rules/accounting.ts'
import {
  type Counting,
  closeSessions,
  type SessionNews,
  upsertOpenSessions,
} from './sessions.store.ts'

/**
 * Writes down a batch of accounting packets. Packets may be repeated, late or out of order: counters
 * only grow, a finished session stays finished unless we had only concluded its end, nothing is
 * counted twice.
 */
export async function recordAccounting(
  ctx: Context,
  records: readonly AccountingRecord[],
): Promise<void> {
  const divided = records.filter((record) => record.isDivided || isOfPart(record))
  if (divided.length === 0) return recordSessions(ctx, records)
  await lockSplits(ctx, divided)
  await recordSessions(
    ctx,
    records.filter((record) => !isOfPart(record)),
  )
  await recordParts(ctx, divided)
}

async function recordSessions(ctx: Context, records: readonly AccountingRecord[]): Promise<void> {
  for (const round of foldAccounting(records)) {
    for (const [counting, alike] of Map.groupBy(round, countingOf)) {
      const news = await writeDown(ctx, alike, counting)
      if (news.length > 0) await settleNews(ctx, news)
    }
  }
}

function countingOf({ isTrafficIgnored, isDivided }: AccountingRecord): Counting {
  if (isTrafficIgnored) return 'nowhere'
  return isDivided ? 'splits' : 'hours'
}

async function writeDown(
  ctx: Context,
  records: readonly AccountingRecord[],
  counting: Counting,
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
