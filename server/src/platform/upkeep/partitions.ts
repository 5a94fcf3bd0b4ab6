import { sql } from 'kysely'
import type { Context } from '../context.ts'
import { inSavepoint } from '../transaction.ts'

const PARTITIONED = [
  'platform.events',
  'staff.audit',
  'ledger.postings',
  'usage.closed_sessions',
  'usage.closed_parts',
  'usage.session_evidence',
  'usage.calls',
  'usage.nat_blocks',
  'access.rejections',
  'network.port_samples',
] as const
const MONTHS_BEHIND = 1
const MONTHS_AHEAD = 3
const CHECK_VIOLATION = '23514'

/** Makes the monthly partitions around the present; other months fall into each table's rest. */
export async function ensurePartitions(ctx: Context, monthsBehind = MONTHS_BEHIND): Promise<void> {
  const today = ctx.now().toZonedDateTimeISO('UTC').toPlainDate()
  for (let offset = -monthsBehind; offset <= MONTHS_AHEAD; offset += 1) {
    const month = today.add({ months: offset }).with({ day: 1 })
    for (const table of PARTITIONED) {
      await inSavepoint(ctx, () => ensurePartition(ctx, table, month)).catch((error: unknown) => {
        if (!isOccupied(error)) throw error
        ctx.log.warn({ table, month: month.toString() }, 'rows of this month stay in the rest')
      })
    }
  }
}

async function ensurePartition(ctx: Context, table: string, day: Temporal.PlainDate) {
  await sql`select platform.ensure_month_partition(${table}::regclass, ${day})`.execute(ctx.tx)
}

/**
 * Drops the months of a table that ended before a moment, and deletes what of its rest is older by the
 * column it is partitioned by. Rows of the month that the moment lies in stay until it is over.
 */
export async function dropPartitions(
  ctx: Context,
  { table, column }: { table: (typeof PARTITIONED)[number]; column: string },
  before: Temporal.Instant,
): Promise<void> {
  const month = before.toZonedDateTimeISO('UTC').toPlainDate().with({ day: 1 })
  const { rows } = await sql<{ schema: string; name: string }>`
    select n.nspname as schema, c.relname as name
    from pg_inherits i
    join pg_class c on c.oid = i.inhrelid
    join pg_namespace n on n.oid = c.relnamespace
    where i.inhparent = ${table}::regclass and c.relname ~ '_\\d{4}_\\d{2}$'
      and to_date(right(c.relname, 7), 'YYYY_MM') < ${month}::date`.execute(ctx.tx)
  for (const { schema, name } of rows) {
    await sql`drop table ${sql.id(schema, name)}`.execute(ctx.tx)
  }
  const [schema = '', name = ''] = table.split('.')
  await sql`
    delete from ${sql.id(schema, `${name}_rest`)} where ${sql.id(column)} < ${before}`.execute(
    ctx.tx,
  )
}

/** The rest holds a row of the month already: a clock was wrong, or nobody was here in time. */
function isOccupied(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === CHECK_VIOLATION
}
