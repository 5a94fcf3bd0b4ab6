import { sql } from 'kysely'
import type { Context } from '../context.ts'

const PARTITIONED = [
  'platform.events',
  'staff.audit',
  'ledger.postings',
  'usage.closed_sessions',
  'usage.calls',
  'access.rejections',
] as const
const MONTHS_BEHIND = 1
const MONTHS_AHEAD = 3

/** Makes the monthly partitions around the present; other months fall into each table's rest. */
export async function ensurePartitions(ctx: Context, monthsBehind = MONTHS_BEHIND): Promise<void> {
  const today = ctx.now().toZonedDateTimeISO('UTC').toPlainDate()
  for (let offset = -monthsBehind; offset <= MONTHS_AHEAD; offset += 1) {
    const month = today.add({ months: offset }).with({ day: 1 })
    for (const table of PARTITIONED) {
      await sql`select platform.ensure_month_partition(${table}::regclass, ${month})`.execute(
        ctx.tx,
      )
    }
  }
}
