import type pg from 'pg'

/**
 * Takes the turn of a named follower of the outbox away from the process that has it, and holds it:
 * nobody acts on events meanwhile. Returns how to give it back, with everything told so far passed
 * over. For work that acts on its own events, under a clock of its own.
 */
export async function takeTurn(pool: pg.Pool, name: string): Promise<() => Promise<void>> {
  const client = await pool.connect()
  const lock = `follower:${name}`
  const waiting = client.query('select pg_advisory_lock(hashtext($1))', [lock])
  await pool.query(
    `select pg_terminate_backend(pid)
    from pg_locks
    where locktype = 'advisory' and granted and pid <> pg_backend_pid()
      and database = (select oid from pg_database where datname = current_database())
      and objid = (hashtext($1)::bigint & 4294967295)::oid`,
    [lock],
  )
  await waiting
  return async () => {
    await client.query(
      `insert into platform.followers (name, last_xid, last_id)
      select $1, pg_current_xact_id(), coalesce(max(id), 0) from platform.events
      on conflict (name) do update set last_xid = excluded.last_xid, last_id = excluded.last_id`,
      [name],
    )
    client.release(true)
  }
}
