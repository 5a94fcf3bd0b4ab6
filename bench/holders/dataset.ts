import type pg from 'pg'

export const DAYS = 365
/** The last moment of the year that is filled. */
export const YEAR_END = Temporal.Instant.from('2026-11-30T00:00:00Z')
export const YEAR_BEGIN = YEAR_END.subtract({ hours: DAYS * 24 })
/** On every so-manieth address sessions last for three weeks instead of a day. */
const LONG_EVERY = 50
const LONG_DAYS = 21
/** Ports of a block, and blocks of an address beside the well-known ports. */
export const BLOCK_PORTS = 1024
export const BLOCKS_PER_ADDRESS = 63
const ACCOUNT_STEP = 7919
const HOUR_SECONDS = 3600
const FIXED_EVERY = 10

/** What is filled: an address has a session a day, so each is as deep as at a real provider. */
export type Size = { accounts: number; addresses: number; natAddresses: number }

export function sizeOf(sessions: number, accounts: number): Size {
  const perAddress = DAYS * (1 - 1 / LONG_EVERY) + DAYS / LONG_DAYS / LONG_EVERY
  const addresses = Math.max(LONG_EVERY, Math.round(sessions / perAddress))
  return { accounts, addresses, natAddresses: Math.max(1, Math.round(addresses / 512)) }
}

/** How many days a session on an address lasts. */
export function daysOf(address: number): number {
  return address % LONG_EVERY === 0 ? LONG_DAYS : 1
}

/** Who has an address from a day on: somebody else each time. */
export function accountOf(address: number, day: number, { accounts }: Size): number {
  return 1 + ((address + day * ACCOUNT_STEP) % accounts)
}

export function ipv4Of(address: number): string {
  const octet = (shift: number) => (address >> shift) & 255
  return `10.${octet(16)}.${octet(8)}.${octet(0)}`
}

/** An address inside the /56 that is shared out behind an address. */
export function delegatedOf(address: number): string {
  return `2001:db8:${(address >> 8).toString(16)}:${(((address & 255) << 8) + 7).toString(16)}::1`
}

/** An address inside the /64 of the connection. */
export function linkOf(address: number): string {
  return `2001:db9:${(address >> 16).toString(16)}:${(address & 65_535).toString(16)}::2`
}

export function natOf(address: number): string {
  return `198.18.${(address >> 8) & 255}.${address & 255}`
}

/** The address behind a block of ports from a day on. */
export function insideOf(nat: number, block: number, day: number, { addresses }: Size): number {
  return (nat * BLOCKS_PER_ADDRESS + block + day * ACCOUNT_STEP) % addresses
}

/** Writes the year down in the order of time, as accounting would have. */
export async function fill(
  pool: pg.Pool,
  size: Size,
  onDay: (day: number) => void,
): Promise<{ sessions: number; natBlocks: number }> {
  await fillAccounts(pool, size)
  for (let month = 0; month <= 13; month += 1) {
    for (const table of ['usage.closed_sessions', 'usage.nat_blocks']) {
      await pool.query('select platform.ensure_month_partition($1::regclass, $2::date)', [
        table,
        YEAR_BEGIN.toZonedDateTimeISO('UTC').toPlainDate().add({ months: month }).toString(),
      ])
    }
  }
  let sessions = 0
  let natBlocks = 0
  for (let day = 0; day < DAYS; day += 1) {
    sessions +=
      (await pool.query(SESSIONS_OF_DAY, [day, size.addresses, size.accounts])).rowCount ?? 0
    natBlocks +=
      (await pool.query(BLOCKS_OF_DAY, [day, size.natAddresses, size.addresses])).rowCount ?? 0
    onDay(day)
  }
  await pool.query('vacuum analyze')
  return { sessions, natBlocks }
}

const MIDNIGHT = `timestamptz '${YEAR_BEGIN}' + make_interval(days => $1::int)`
const IPV4 = (slot: string) => `inet '10.0.0.0' + (${slot})::bigint`

/** A session begins in the first hour of its day and ends in the last hour of its last day. */
const SESSIONS_OF_DAY = `
  insert into usage.closed_sessions (id, nas_id, acct_session_id, login, account_id, contract_id,
    started_at, closed_at, address, calling_station, nas_port, octets_in, octets_out,
    session_seconds, cause, framed_prefix, delegated_prefix)
  select nextval('usage.session_ids'), 1 + slot % 40, to_hex(slot) || '-' || $1::int,
    'u' || account, account, account,
    ${MIDNIGHT} + make_interval(secs => slot % ${HOUR_SECONDS}),
    ${MIDNIGHT} + make_interval(days => long) - make_interval(secs => slot % ${HOUR_SECONDS} + 1),
    ${IPV4('slot')}, 'AA-BB-CC-' || lpad(to_hex(account), 6, '0'), 'ge-0/' || slot % 48, 1, 1,
    86400, 'user-request',
    format('2001:db9:%s:%s::/64', to_hex(slot >> 16), to_hex(slot & 65535))::cidr,
    format('2001:db8:%s:%s::/56', to_hex(slot >> 8), to_hex((slot & 255) << 8))::cidr
  from generate_series(0, $2::int - 1) slot,
    lateral (select 1 + (slot + $1::bigint * ${ACCOUNT_STEP}) % $3::int as account,
      case when slot % ${LONG_EVERY} = 0 then ${LONG_DAYS} else 1 end as long) s
  where $1::int % long = 0
  order by slot % ${HOUR_SECONDS} desc`

const BLOCKS_OF_DAY = `
  insert into usage.nat_blocks (address, first_port, last_port, inside, device, began_at, ended_at)
  select inet '198.18.0.0' + nat::bigint, 1024 + block * ${BLOCK_PORTS},
    1023 + (block + 1) * ${BLOCK_PORTS},
    ${IPV4(`(nat * ${BLOCKS_PER_ADDRESS} + block + $1::bigint * ${ACCOUNT_STEP}) % $3::int`)},
    'nat-1', ${MIDNIGHT}, ${MIDNIGHT} + interval '1 day'
  from generate_series(0, $2::int - 1) nat, generate_series(0, ${BLOCKS_PER_ADDRESS - 1}) block`

async function fillAccounts(pool: pg.Pool, { accounts }: Size): Promise<void> {
  const steps = [
    `insert into subscribers.subscribers (kind, name)
    select 'person', 'Subscriber ' || n from generate_series(1, ${accounts}) n`,
    `insert into subscribers.contracts (subscriber_id, operator_id, number, payment_code, signed_on,
      payment_method)
    select n, 1, 'B-' || n, n::text, '2025-01-01', 'advance' from generate_series(1, ${accounts}) n`,
    `insert into accounts.accounts (contract_id, agent_id, login, password_sealed, opened_at)
    select n, 1, 'u' || n, '\\x00', '2025-01-01' from generate_series(1, ${accounts}) n`,
    `insert into accounts.addresses (account_id, address, valid, author)
    select n, inet '172.16.0.0' + n::bigint, '[2025-01-01,)', 'bench'
    from generate_series(1, ${accounts}) n where n % ${FIXED_EVERY} = 0`,
    `insert into accounts.networks (account_id, kind, network, valid, author)
    select n, 'delegated', format('2001:dba:%s:%s::/56', to_hex(n >> 8), to_hex((n & 255) << 8))::cidr,
      '[2025-01-01,)', 'bench'
    from generate_series(1, ${accounts}) n where n % ${FIXED_EVERY} = 0`,
  ]
  for (const step of steps) await pool.query(step)
}
