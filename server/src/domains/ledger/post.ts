import type { Context } from '#platform/context'
import { invariant } from '#platform/invariant'
import { Refusal } from '#platform/refusal'
import { findOpenFrom } from '../settings/index.ts'
import {
  claimKeys,
  ensureBooks,
  insertPostings,
  type PostingRow,
  selectPostingByKey,
} from './postings.store.ts'
import { faultOf, mirrorOf, type NewPosting } from './rules/posting.ts'

/**
 * Posts money movements and moves the wallets with them. A key that stands already is skipped, so
 * a repeat posts nothing; the keys that were new come back. A closed period takes nothing.
 */
export async function post(ctx: Context, postings: readonly NewPosting[]): Promise<Set<string>> {
  if (postings.length === 0) return new Set()
  const fault = faultOf(postings)
  invariant(!fault, `postings are sound: ${fault}`)
  await refuseClosed(ctx, postings)
  await ensureBooks(
    ctx,
    postings.flatMap(({ from, to }) => [from, to]),
  )
  const ids = await claimKeys(ctx, postings)
  const fresh = postings.flatMap((posting) => {
    const id = ids.get(posting.key)
    return id === undefined ? [] : [{ ...posting, id }]
  })
  if (fresh.length > 0) await insertPostings(ctx, fresh)
  return new Set(ids.keys())
}

/** Puts a posting back by its mirror on the given day. Reversing twice changes nothing. */
export async function reversePosting(
  ctx: Context,
  { key, day, reason }: { key: string; day: Temporal.PlainDate; reason: string },
): Promise<void> {
  const posting = await selectPostingByKey(ctx, key)
  if (!posting) throw new Refusal('ledger.posting.not-found', { key })
  await post(ctx, [mirrorOf(toPosting(posting), { day, reason })])
}

/** The first day that may still be posted on: the wanted one, or the first open one after it. */
export async function firstOpenDay(
  ctx: Context,
  wanted: Temporal.PlainDate,
): Promise<Temporal.PlainDate> {
  const openFrom = await findOpenFrom(ctx)
  return openFrom && Temporal.PlainDate.compare(wanted, openFrom) < 0 ? openFrom : wanted
}

async function refuseClosed(ctx: Context, postings: readonly NewPosting[]): Promise<void> {
  const openFrom = await findOpenFrom(ctx)
  if (!openFrom) return
  const closed = postings.find(({ day }) => Temporal.PlainDate.compare(day, openFrom) < 0)
  if (closed) {
    const details = { day: closed.day.toString(), openFrom: openFrom.toString() }
    throw new Refusal('ledger.period-closed', details)
  }
}

function toPosting(row: PostingRow): Omit<NewPosting, 'kind' | 'reverses'> {
  const { periodFrom, periodUntil } = row
  return {
    key: row.key,
    day: row.day,
    from: row.fromCode,
    to: row.toCode,
    amountMinor: row.amountMinor,
    contractId: row.contractId,
    accountId: row.accountId ?? undefined,
    period: periodFrom && periodUntil ? { from: periodFrom, until: periodUntil } : undefined,
    title: row.title,
    explanation: row.explanation,
  }
}
