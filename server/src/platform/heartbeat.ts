import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Registry } from 'prom-client'
import type { Ground } from './context.ts'
import type { Db } from './database.ts'

const BEAT_MS = 3000
const FRESH_SECONDS = 10
const FORGET_SECONDS = 3600

export type ProcessName = 'api' | 'radius' | 'worker' | 'collector'

/** Lets the whole house see that this process lives, serves, and what it counts. */
export function startHeartbeat(ground: Ground, process: ProcessName, metrics: Registry) {
  const instance = randomUUID()
  const beat = async () => {
    try {
      await writeBeat(ground.db, { process, instance, metrics: await metrics.getMetricsAsJSON() })
    } catch (error) {
      ground.log.warn({ error: String(error) }, 'no heartbeat')
    }
  }
  const timer = setInterval(beat, BEAT_MS)
  return {
    first: beat(),
    async stop(): Promise<void> {
      clearInterval(timer)
      await sql`delete from platform.heartbeats where instance = ${instance}`
        .execute(ground.db)
        .catch(() => undefined)
    },
  }
}

async function writeBeat(
  db: Db,
  beat: { process: string; instance: string; metrics: unknown },
): Promise<void> {
  await sql`
    insert into platform.heartbeats (process, instance, seen_at, is_ready, metrics)
    values (${beat.process}, ${beat.instance}, clock_timestamp(), true,
      ${JSON.stringify(beat.metrics)}::jsonb)
    on conflict (process, instance)
    do update set seen_at = excluded.seen_at, metrics = excluded.metrics`.execute(db)
}

type Beat = { process: string; instance: string; metrics: unknown }

/** Processes that were seen within the last ten seconds. */
export async function readBeats(db: Db): Promise<Beat[]> {
  const { rows } = await sql<Beat>`
    select process, instance, metrics
    from platform.heartbeats
    where seen_at > clock_timestamp() - make_interval(secs => ${FRESH_SECONDS})`.execute(db)
  return rows
}

/** Drops the marks of processes that died without a word. */
export async function forgetOldBeats(db: Db): Promise<void> {
  await sql`
    delete from platform.heartbeats
    where seen_at < clock_timestamp() - make_interval(secs => ${FORGET_SECONDS})`.execute(db)
}
