import { sql } from 'kysely'
import type { Context } from '../context.ts'

const EVENTS_DAYS = 14
const IDEMPOTENCY_DAYS = 30

/** Drops events that every reader has long passed and idempotency keys that nobody repeats. */
export async function forgetOld(ctx: Context): Promise<void> {
  await sql`
    delete from platform.events
    where occurred_at < ${ctx.now()}::timestamptz - make_interval(days => ${EVENTS_DAYS})`.execute(
    ctx.tx,
  )
  await sql`
    delete from platform.idempotency_keys
    where created_at < ${ctx.now()}::timestamptz - make_interval(days => ${IDEMPOTENCY_DAYS})`.execute(
    ctx.tx,
  )
}
