import type pg from 'pg'
import type { SecretBox } from '../../server/src/platform/secret-box.ts'
import { accountOf, dotted } from './account.ts'

const BATCH = 10_000

/**
 * One subscriber, contract and account of the same number each: active, 100 down and 50 up, every
 * second one with a fixed address, the others with a lease of the pool. All are on-line. One access
 * server, which must sign its requests.
 */
export async function fill(
  pool: pg.Pool,
  box: SecretBox,
  { accounts, secret }: { accounts: number; secret: string },
): Promise<void> {
  const numbers = `generate_series(1, ${accounts}) n`
  const steps = [
    `insert into catalogue.tariffs (name, service_class_id) values ('Bench', 1)`,
    `insert into catalogue.tariff_versions (tariff_id, number, valid, fee_minor, fee_period,
      fee_charged, block_policy, speed_down_kbps, speed_up_kbps, published_at, published_by)
    values (1, 1, '[2020-01-01,)', 60000, 'month', 'in-advance', 'before-charge', 100000, 50000,
      now(), 'bench')`,
    `insert into network.segments (agent_id, name, network, next_offset)
    values (1, 'Bench', '100.64.0.0/10', 4000000)`,
    `insert into subscribers.subscribers (kind, name) select 'person', 'Bench ' || n from ${numbers}`,
    `insert into subscribers.contracts (subscriber_id, operator_id, number, payment_code, signed_on,
      payment_method)
    select n, 1, 'B-' || n, n::text, '2026-01-01', 'advance' from ${numbers}`,
  ]
  for (const step of steps) await pool.query(step)
  await pool.query(
    `insert into network.nas (agent_id, name, address, secret_sealed, dialect,
      requires_message_authenticator) values (1, 'Bench', '127.0.0.1', $1, 'mikrotik', true)`,
    [box.seal(secret)],
  )
  for (let first = 1; first <= accounts; first += BATCH) {
    await insertAccounts(pool, box, first, Math.min(accounts, first + BATCH - 1))
  }
  await pool.query(
    `insert into accounts.tariff_assignments (account_id, tariff_id, valid, author, assigned_at)
    select id, 1, '[2026-01-01,)', 'bench', now() from accounts.accounts`,
  )
  await pool.query('vacuum analyze')
}

async function insertAccounts(
  pool: pg.Pool,
  box: SecretBox,
  first: number,
  last: number,
): Promise<void> {
  const all = Array.from({ length: last - first + 1 }, (_, index) => accountOf(first + index))
  await pool.query(
    `insert into accounts.accounts (contract_id, agent_id, login, password_sealed, address_source,
      opened_at)
    select $1 + place - 1, 1, login, sealed,
      case when ($1 + place - 1) % 2 = 0 then 'static' else 'pool' end, '2026-01-01'
    from unnest($2::text[], $3::bytea[]) with ordinality as a (login, sealed, place)
    order by place`,
    [first, all.map(({ login }) => login), all.map(({ password }) => box.seal(password))],
  )
  const addresses = all.map(({ address }) => dotted(address))
  await pool.query(
    `insert into accounts.addresses (account_id, address, valid, author)
    select $1 + place - 1, address, '[2026-01-01,)', 'bench'
    from unnest($2::inet[]) with ordinality as a (address, place)
    where ($1 + place - 1) % 2 = 0`,
    [first, addresses],
  )
  await pool.query(
    `insert into network.leases (address, segment_id, account_id, used_at)
    select address, 1, $1 + place - 1, now()
    from unnest($2::inet[]) with ordinality as a (address, place)
    where ($1 + place - 1) % 2 = 1`,
    [first, addresses],
  )
  await pool.query(
    `insert into usage.open_sessions (nas_id, acct_session_id, login, account_id, contract_id,
      started_at, updated_at, address, calling_station)
    select 1, 'live-' || login, login, $1 + place - 1, $1 + place - 1, now() - interval '1 hour',
      now(), address, station
    from unnest($2::text[], $3::inet[], $4::text[]) with ordinality
      as a (login, address, station, place)`,
    [first, all.map(({ login }) => login), addresses, all.map(({ station }) => station)],
  )
}

/**
 * Puts finished sessions into history, and then a mass stop on top: all accounts come and go in two
 * statements, so that the table of open sessions is full of dead rows.
 */
export async function fillHistory(
  pool: pg.Pool,
  { accounts, sessions }: { accounts: number; sessions: number },
): Promise<void> {
  await pool.query(
    `insert into usage.closed_sessions (id, nas_id, acct_session_id, login, account_id, contract_id,
      started_at, closed_at, address, calling_station, octets_in, octets_out, session_seconds, cause)
    select nextval('usage.session_ids'), 1, 'old-' || n, 'u' || lpad((n % $1::int + 1)::text, 7, '0'),
      n % $1::int + 1, n % $1::int + 1, at - interval '1 hour', at, '100.64.1.1', '02:00:00:00:00:01',
      n, n, 3600, 'User-Request'
    from (select n, now() - make_interval(secs => n * 30 * 86400.0 / $2::int) as at
      from generate_series(1, $2::int) n) s`,
    [accounts, sessions],
  )
  await pool.query('analyze usage.closed_sessions')
  await pool.query(
    `insert into usage.open_sessions (nas_id, acct_session_id, login, account_id, contract_id,
      started_at, updated_at, octets_in)
    select 1, 'mass-' || id, login, id, id, now() - interval '1 hour', now(), id
    from accounts.accounts`,
  )
  await pool.query(
    `with ended as (
      delete from usage.open_sessions where acct_session_id like 'mass-%' returning *
    )
    insert into usage.closed_sessions (id, nas_id, acct_session_id, login, account_id, contract_id,
      started_at, closed_at, octets_in, octets_out, session_seconds, cause)
    select id, nas_id, acct_session_id, login, account_id, contract_id, started_at, now(), octets_in,
      octets_out, 3600, 'Lost-Carrier'
    from ended`,
  )
}
