import { fork } from 'node:child_process'
import { join } from 'node:path'
import type pg from 'pg'
import { nextMessage } from './next-message.ts'
import { readTotalsBy } from './read-totals.ts'
import type { Rival } from './rival.ts'
import { stopProcess } from './stop-process.ts'

const SCRIPT = join(import.meta.dirname, '../../server/src/processes/radius/main.ts')

type Ready = { ready?: true; failed?: string; authPort: number; acctPort: number }

/** Starts the RADIUS process as the supervisor does, on free ports of 127.0.0.1. */
export async function startOurServer(pool: pg.Pool, profileFolder?: string): Promise<Rival> {
  const child = fork(SCRIPT, {
    env: {
      // biome-ignore lint/style/noProcessEnv: handed on whole; nothing is read from it here.
      ...process.env,
      ALTYN_RADIUS_HOST: '127.0.0.1',
      ALTYN_RADIUS_AUTH_PORT: '0',
      ALTYN_RADIUS_ACCT_PORT: '0',
      ALTYN_LOG_LEVEL: 'warn',
    },
    execArgv: profileFolder ? ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`] : [],
  })
  const message = await nextMessage<Ready>(child, 'our server')
  if (!message.ready || child.pid === undefined) {
    await stopProcess(child)
    throw new Error(`our server did not start: ${message.failed}`)
  }
  return {
    name: 'Altyn',
    authPort: message.authPort,
    acctPort: message.acctPort,
    pid: child.pid,
    readTotals: (run) => readTotals(pool, run),
    stop: () => stopProcess(child),
  }
}

async function readTotals(pool: pg.Pool, run: string) {
  const sessions = `select acct_session_id, octets_in, octets_out, false as is_closed
      from usage.open_sessions
    union all
    select acct_session_id, octets_in, octets_out, true from usage.closed_sessions`
  return readTotalsBy(
    pool,
    `select count(distinct acct_session_id) as opened,
      count(*) filter (where is_closed) as closed,
      sum(octets_in) filter (where not is_closed) as "openDown",
      sum(octets_out) filter (where not is_closed) as "openUp",
      sum(octets_in) filter (where is_closed) as "closedDown",
      sum(octets_out) filter (where is_closed) as "closedUp"
    from (${sessions}) s
    where acct_session_id like $1 || '-%'
    having count(*) = count(distinct acct_session_id)`,
    run,
  )
}
