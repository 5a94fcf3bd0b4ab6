import assert from 'node:assert/strict'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import pg from 'pg'
import { isRoot } from './embedded-postgres/unprivileged-account.ts'
import { removeEmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts'
import { silentLog } from './log.ts'

// Made by mkdtemp: closed to everybody but its owner.
const closed = mkdtempSync(join(tmpdir(), 'altyn-closed-'))
const folder = join(closed, 'data')
const options = { log: silentLog, settings: { fsync: 'off' } }

after(() => {
  removeEmbeddedPostgres(folder)
  rmSync(closed, { recursive: true })
})

async function query<Row>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query(text)
  await client.end()
  return rows
}

test('a server on a closed folder starts, knows Cyrillic letters and keeps what it has', async () => {
  const first = await startEmbeddedPostgres({ ...options, folder })
  await query(first.url, "create table kept as select lower('ИВАНОВ') as name")
  await first.stop()
  assert.ok(!existsSync(join(first.cluster, 'postmaster.pid')))
  const second = await startEmbeddedPostgres({ ...options, folder })
  assert.deepEqual(await query(second.url, 'select name from kept'), [{ name: 'иванов' }])
  await second.stop()
})

test('the server is durable and closed to other machines unless told otherwise', async () => {
  const { url, stop } = await startEmbeddedPostgres({ folder, log: silentLog })
  const settings = await query(
    url,
    `select string_agg(name || '=' || setting, ' ' order by name) as all from pg_settings
      where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums',
        'listen_addresses', 'unix_socket_directories', 'server_encoding')`,
  )
  assert.deepEqual(settings, [
    {
      all: 'data_checksums=on fsync=on full_page_writes=on listen_addresses=127.0.0.1 server_encoding=UTF8 synchronous_commit=on unix_socket_directories=',
    },
  ])
  await stop()
})

test('a copy of a data folder does not share the database of the original', {
  skip: !isRoot(),
}, async () => {
  const outside = readFileSync(join(folder, 'postgres-location'), 'utf8').trim()
  assert.match(outside, /^\/var\/lib\/altyn\/[0-9a-f]{16}$/)
  const copy = join(closed, 'copy')
  cpSync(folder, copy, { recursive: true })
  await assert.rejects(startEmbeddedPostgres({ ...options, folder: copy }), /of which .* is a copy/)
  removeEmbeddedPostgres(folder)
  assert.ok(!existsSync(outside))
  await assert.rejects(
    startEmbeddedPostgres({ ...options, folder: copy }),
    /bring that folder back/,
  )
  rmSync(copy, { recursive: true })
  mkdirSync(folder)
})
