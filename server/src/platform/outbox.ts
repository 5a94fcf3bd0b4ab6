import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import type pg from 'pg'
import type { Context } from './context.ts'
import type { Log } from './log.ts'

const CHANNEL = 'altyn_events'
const BATCH_EVENTS = 500
const POLL_MS = 1000
const RECONNECT_MS = 1000

export type DomainEvent = { id: bigint; name: string; payload: Record<string, unknown> }
type Cursor = { xid: string; id: string }

/** Tells the house what happened, in the transaction of the deed: told if and only if done. */
export async function tell(
  ctx: Context,
  name: string,
  payload: Record<string, unknown>,
): Promise<void> {
  await sql`
    with told as (
      insert into platform.events (name, payload, occurred_at)
      values (${name}, ${JSON.stringify(payload)}::jsonb, ${ctx.now()})
    )
    select pg_notify(${CHANNEL}, '')`.execute(ctx.tx)
}

export type FollowOptions = {
  pool: pg.Pool
  log: Log
  /** A named follower remembers its place and runs once in the whole system; others start at now. */
  name?: string
  onEvents(events: DomainEvent[]): Promise<void>
  /** Called when the link was lost and found again: caches may have missed something. */
  onReconnect?(): void
}

/**
 * Follows the outbox in commit order: woken by NOTIFY, catching up by position, so that a missed
 * notification costs a second at most. Returns the function that stops it.
 */
export function followEvents(options: FollowOptions): () => Promise<void> {
  const stop = new AbortController()
  const finished = followForEver(options, stop.signal)
  return async () => {
    stop.abort()
    await finished
  }
}

async function followForEver(options: FollowOptions, signal: AbortSignal): Promise<void> {
  let isFirst = true
  while (!signal.aborted) {
    try {
      await followOnConnection(options, signal, () => {
        // Only once the database answers again: until then the last known state is all there is.
        if (!isFirst) options.onReconnect?.()
      })
    } catch (error) {
      options.log.warn({ error: String(error) }, 'the event follower lost the database')
      await sleep(RECONNECT_MS, undefined, { signal }).catch(() => undefined)
    }
    isFirst = false
  }
}

async function followOnConnection(
  options: FollowOptions,
  signal: AbortSignal,
  onConnected: () => void,
): Promise<void> {
  const client = await options.pool.connect()
  try {
    if (options.name && !(await waitForTurn(client, options.name, signal))) return
    const bell = createBell(client, signal)
    await client.query(`listen ${CHANNEL}`)
    let cursor = await readCursor(client, options.name)
    onConnected()
    while (!signal.aborted) {
      const { events, next } = await readAfter(client, cursor)
      if (events.length > 0) {
        await options.onEvents(events)
        if (options.name) await saveCursor(client, options.name, next)
        cursor = next
      }
      if (events.length < BATCH_EVENTS) await bell.wait(POLL_MS)
    }
  } finally {
    client.release(true)
  }
}

/** Waits to be the only follower of this name; another process takes over when this one dies. */
async function waitForTurn(
  client: pg.PoolClient,
  name: string,
  signal: AbortSignal,
): Promise<boolean> {
  while (!signal.aborted) {
    const { rows } = await client.query<{ mine: boolean }>(
      'select pg_try_advisory_lock(hashtext($1)) as mine',
      [`follower:${name}`],
    )
    if (rows[0]?.mine) return true
    await sleep(POLL_MS, undefined, { signal }).catch(() => undefined)
  }
  return false
}

function createBell(client: pg.PoolClient, signal: AbortSignal) {
  let hasRung = false
  let lost: Error | undefined
  let wake = () => {}
  const ring = () => {
    hasRung = true
    wake()
  }
  client.on('notification', ring)
  client.on('error', (error) => {
    lost = error
    ring()
  })
  client.on('end', ring)
  signal.addEventListener('abort', ring)
  return {
    async wait(ms: number): Promise<void> {
      if (!hasRung) {
        const timer = new AbortController()
        const rung = new Promise<void>((resolve) => {
          wake = resolve
        })
        await Promise.race([
          rung,
          sleep(ms, undefined, { signal: timer.signal }).catch(() => undefined),
        ])
        timer.abort()
      }
      hasRung = false
      if (lost) throw lost
    },
  }
}

async function readCursor(client: pg.PoolClient, name: string | undefined): Promise<Cursor> {
  if (!name) return readPresent(client)
  const { rows } = await client.query<Cursor>(
    'select last_xid::text as xid, last_id::text as id from platform.followers where name = $1',
    [name],
  )
  return rows[0] ?? { xid: '0', id: '0' }
}

async function readPresent(client: pg.PoolClient): Promise<Cursor> {
  const { rows } = await client.query<Cursor>(
    `select (pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1)::text as xid,
      coalesce(max(id), 0)::text as id from platform.events`,
  )
  return rows[0] ?? { xid: '0', id: '0' }
}

async function readAfter(
  client: pg.PoolClient,
  cursor: Cursor,
): Promise<{ events: DomainEvent[]; next: Cursor }> {
  // Only transactions older than every one still running: none can commit behind the cursor.
  const { rows } = await client.query<DomainEvent & { xid: string }>(
    `select id, xid::text as xid, name, payload
    from platform.events
    where (xid, id) > ($1::xid8, $2::bigint)
      and xid < pg_snapshot_xmin(pg_current_snapshot())
    order by xid, id
    limit ${BATCH_EVENTS}`,
    [cursor.xid, cursor.id],
  )
  const last = rows.at(-1)
  return { events: rows, next: last ? { xid: last.xid, id: String(last.id) } : cursor }
}

async function saveCursor(client: pg.PoolClient, name: string, cursor: Cursor): Promise<void> {
  await client.query(
    `insert into platform.followers (name, last_xid, last_id) values ($1, $2::xid8, $3::bigint)
    on conflict (name) do update set last_xid = excluded.last_xid, last_id = excluded.last_id`,
    [name, cursor.xid, cursor.id],
  )
}
