import type pg from 'pg'
import type { AccountingTotals } from './load/accounting-deck.ts'

/** The totals of one run; nothing but zeros when the query finds that sessions are there twice. */
export async function readTotalsBy(
  pool: pg.Pool,
  query: string,
  run: string,
): Promise<AccountingTotals> {
  const { rows } = await pool.query(query, [run])
  const numbers: Record<string, unknown> = rows[0] ?? {}
  const read = (name: keyof AccountingTotals) => Number(numbers[name] ?? 0)
  return {
    opened: read('opened'),
    closed: read('closed'),
    openDown: read('openDown'),
    openUp: read('openUp'),
    closedDown: read('closedDown'),
    closedUp: read('closedUp'),
  }
}
