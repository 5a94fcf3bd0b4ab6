import type pg from 'pg'

const NOBODY = 100_000_000

/** One contract with one account each, money for two months, an active tariff of 600 a month. */
export async function fill(pool: pg.Pool, accounts: number): Promise<void> {
  const steps = [
    `insert into catalogue.tariffs (name, service_class_id) values ('Bench', 1)`,
    `insert into catalogue.tariff_versions (tariff_id, number, valid, fee_minor, fee_period,
      fee_charged, block_policy, speed_down_kbps, speed_up_kbps, published_at, published_by)
    values (1, 1, '[2020-01-01,)', 60000, 'month', 'in-advance', 'before-charge', 100000, 50000,
      now(), 'bench')`,
    `insert into subscribers.subscribers (kind, name) values ('person', 'Bench')`,
    `insert into subscribers.contracts (subscriber_id, operator_id, number, payment_code, signed_on,
      payment_method)
    select 1, 1, 'B-' || n, n::text, '2026-01-01', 'advance' from generate_series(1, ${accounts}) n`,
    `insert into accounts.accounts (contract_id, agent_id, login, password_sealed, opened_at)
    select n, 1, 'u' || n, '\\x00', '2026-01-01' from generate_series(1, ${accounts}) n`,
    `insert into accounts.tariff_assignments (account_id, tariff_id, valid, author, assigned_at)
    select n, 1, '[2026-01-01,)', 'bench', now() from generate_series(1, ${accounts}) n`,
    `insert into ledger.books (code, kind) values ('cash:1', 'cash')`,
    `insert into ledger.books (code, kind, contract_id)
    select 'wallet:' || n, 'wallet', n from generate_series(1, ${accounts}) n`,
    `insert into ledger.wallets (contract_id, book_id, balance_minor)
    select contract_id, id, 120000 from ledger.books where kind = 'wallet'`,
    `insert into ledger.postings (day, posted_at, kind, from_book, to_book, amount_minor,
      contract_id, key, title, actor)
    select '2026-10-20', now(), 'payment', 1, book_id, 120000, contract_id,
      'payment:' || contract_id || ':1', '', 'bench'
    from ledger.wallets`,
  ]
  for (const step of steps) await pool.query(step)
  await pool.query('vacuum analyze')
}

/** The floor: as many bare rows inserted by one statement, in a transaction that is rolled back. */
export async function measureFloor(pool: pg.Pool, accounts: number): Promise<number> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const began = performance.now()
    await client.query(
      `insert into ledger.postings (day, posted_at, kind, from_book, to_book, amount_minor,
        contract_id, key, title, actor)
      select '2026-11-01', now(), 'charge', book_id, 1, 60000, contract_id,
        'floor:' || (contract_id + ${NOBODY}), '', 'bench'
      from ledger.wallets`,
    )
    const seconds = (performance.now() - began) / 1000
    await client.query('rollback')
    return accounts / seconds
  } finally {
    client.release()
  }
}
