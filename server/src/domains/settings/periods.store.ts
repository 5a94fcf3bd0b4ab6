import { sql } from 'kysely'
import type { Context } from '#platform/context'

export type PeriodClosing = {
  openFrom: Temporal.PlainDate
  reason: string
  author: string
  closedAt: Temporal.Instant
}

/** Closings and reopenings of the books, the latest first. */
export async function selectPeriodClosings(ctx: Context): Promise<PeriodClosing[]> {
  const { rows } = await sql<PeriodClosing>`
    select open_from as "openFrom", reason, author, closed_at as "closedAt"
    from settings.period_closings
    order by id desc
    limit 200`.execute(ctx.tx)
  return rows
}

/** The first day of the books that is open; undefined while nothing was ever closed. */
export async function selectOpenFrom(ctx: Context): Promise<Temporal.PlainDate | undefined> {
  const { rows } = await sql<{ openFrom: Temporal.PlainDate }>`
    select open_from as "openFrom" from settings.period_closings order by id desc limit 1`.execute(
    ctx.tx,
  )
  return rows[0]?.openFrom
}

export async function insertPeriodClosing(
  ctx: Context,
  { openFrom, reason }: { openFrom: Temporal.PlainDate; reason: string },
): Promise<void> {
  await sql`
    insert into settings.period_closings (open_from, reason, author, closed_at)
    values (${openFrom}::date, ${reason}, ${ctx.actor.name}, ${ctx.now()})`.execute(ctx.tx)
}
