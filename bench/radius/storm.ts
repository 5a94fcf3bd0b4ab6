import { ATTRIBUTE, CODE, createRadiusClient, createRequest, VALUE } from '@altyn/radius'
import type pg from 'pg'
import { check } from './check.ts'
import { show } from './figures.ts'
import { startLoadGenerator } from './load/load-generator.ts'
import { type Bench, measure } from './measure.ts'
import type { Rival } from './rival.ts'

const RUN = 'storm'
const WINDOW = 512
const SECONDS_MAX = 900

/**
 * An access server restarts: it says so, and all its subscribers sign in and begin their sessions as fast as they are
 * answered, at a server of ours that has just started and knows nobody. Then every session of before is over, and
 * every new one is there once.
 */
export async function showStorm(
  bench: Bench,
  ours: Rival,
  { pool, subscribers }: { pool: pg.Pool; subscribers: number },
): Promise<void> {
  const { accounts, secret } = bench
  const sessions = Math.min(subscribers, accounts)
  const second = startLoadGenerator()
  try {
    const plan = { run: RUN, sessions, accounts, secret }
    await second.build({ kind: 'build-starts', deck: 'starts', plan })
    const drive = { from: 0, packetsMax: sessions, seconds: SECONDS_MAX, window: WINDOW }
    const began = performance.now()
    await sayRestarted(ours, Buffer.from(secret))
    const [signIns, starts] = await Promise.all([
      measure(bench, ours, 'pap', { ...drive, port: ours.authPort }, { mayRefuse: true }),
      measure({ ...bench, generator: second }, ours, 'starts', { ...drive, port: ours.acctPort }),
    ])
    const seconds = (performance.now() - began) / 1000
    check(signIns.sent === sessions && starts.sent === sessions, 'the storm was cut short')
    await checkSessions(pool, sessions)
    show('storm_seconds', seconds, 's')
    show('storm_rejected', signIns.wrong, 'sign-ins')
    show('storm_sign_in_p99_ms', signIns.p99Ms, 'ms')
    show('storm_start_p99_ms', starts.p99Ms, 'ms')
  } finally {
    await second.stop()
  }
}

async function sayRestarted(ours: Rival, secret: Buffer): Promise<void> {
  const client = createRadiusClient({ timeoutMs: 60_000 })
  const request = createRequest(CODE['Accounting-Request'], { secret })
  request.addInteger(ATTRIBUTE['Acct-Status-Type'], VALUE['Acct-Status-Type']['Accounting-On'])
  const result = await client.send({ host: '127.0.0.1', port: ours.acctPort, request })
  await client.close()
  check(result.kind === 'reply', `Accounting-On was not answered: ${result.kind}`)
}

async function checkSessions(pool: pg.Pool, sessions: number): Promise<void> {
  const { rows } = await pool.query<Record<string, number>>(
    `select count(*)::int as open, count(distinct login)::int as logins,
      count(*) filter (where acct_session_id like $1 || '-%')::int as new
    from usage.open_sessions`,
    [RUN],
  )
  const expected = { open: sessions, logins: sessions, new: sessions }
  const found = JSON.stringify(rows[0])
  check(found === JSON.stringify(expected), `${found} instead of ${JSON.stringify(expected)}`)
}
