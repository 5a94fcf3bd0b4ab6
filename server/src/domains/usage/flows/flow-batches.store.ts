import { sql } from 'kysely'
import type { Context } from '#platform/context'

// No batch waits in a journal for so long.
const KEEP_DAYS = 60

export type BatchKey = { instance: string; number: number }

/** Marks a batch as taken; false when it was taken already. */
export async function insertBatch(ctx: Context, { instance, number }: BatchKey): Promise<boolean> {
  await sql`
    delete from usage.flow_batches
    where taken_at < ${ctx.now()}::timestamptz - make_interval(days => ${KEEP_DAYS})`.execute(
    ctx.tx,
  )
  const { numAffectedRows } = await sql`
    insert into usage.flow_batches (instance, number, taken_at)
    values (${instance}::uuid, ${number}, ${ctx.now()})
    on conflict do nothing`.execute(ctx.tx)
  return numAffectedRows === 1n
}
