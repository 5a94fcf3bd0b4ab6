import type pg from 'pg'
import type { DirectionPrice } from '../../server/src/domains/rating/rules/call-price.ts'

export const BANDS = [null, 'night', 'weekend'] as const
/** First of all calls; the others follow second by second. */
export const FIRST_CALL_MS = Temporal.Instant.from('2026-10-05T00:00:00+03:00').epochMilliseconds
const FIRST_NUMBER = 73_910_000_000
const RATE_STEP = 1000n

/** The same numbers on every machine: a linear congruential generator (Numerical Recipes). */
export function createDice(seed: number): (sides: number) => number {
  let state = seed >>> 0
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * sides)
  }
}

/** So many prefixes of four to eight digits, each with a price in every band. */
export function drawPrices(prefixes: number): DirectionPrice[] {
  const roll = createDice(7)
  const drawn = new Set<string>()
  while (drawn.size < prefixes) {
    drawn.add(
      `${1 + roll(9)}${String(roll(10 ** 7))
        .padStart(7, '0')
        .slice(0, 3 + roll(5))}`,
    )
  }
  return [...drawn].flatMap((prefix) =>
    BANDS.map((band) => ({
      prefix,
      band,
      name: `Direction ${prefix}`,
      class: 'international',
      rate: BigInt(1 + roll(9000)) * RATE_STEP,
      callRate: 0n,
      stepSeconds: null,
      freeSeconds: null,
      minimumSeconds: null,
    })),
  )
}

export type DrawnCall = {
  account: number
  numberFrom: string
  numberTo: string
  startedAtMs: number
  seconds: number
}

/** Calls of accounts to numbers that begin with one of the prefixes. */
export function* drawCalls(
  count: number,
  { accounts, prices }: { accounts: number; prices: readonly DirectionPrice[] },
): Generator<DrawnCall> {
  const roll = createDice(11)
  for (let i = 0; i < count; i += 1) {
    const account = 1 + roll(accounts)
    const { prefix = '' } = prices[roll(prices.length)] ?? {}
    const rest = String(roll(10 ** 8)).padStart(11 - prefix.length, '0')
    yield {
      account,
      numberFrom: String(FIRST_NUMBER + account),
      numberTo: (prefix + rest).slice(0, 11),
      startedAtMs: FIRST_CALL_MS + i * 2000,
      seconds: 1 + roll(600),
    }
  }
}

/** Contracts with a telephone each, on one tariff without a fee, with calls by the price list. */
export async function fill(
  pool: pg.Pool,
  { accounts, prices }: { accounts: number; prices: readonly DirectionPrice[] },
): Promise<void> {
  const night = '[{"weekdays":62,"fromMinute":1320,"untilMinute":480,"holidays":"any"}]'
  const weekend = '[{"weekdays":65,"fromMinute":0,"untilMinute":1440,"holidays":"any"}]'
  const usage = JSON.stringify({
    kind: 'calls',
    priceListId: 1,
    included: 0,
    carriesOver: false,
    includedByDays: true,
    includedClasses: [],
    stepSeconds: 1,
    freeSeconds: 0,
    minimumSeconds: 0,
    callPrice: '0',
    incomingPrice: '0',
  })
  const format = JSON.stringify({
    columns: ['startedAt', 'from', 'to', 'seconds'],
    time: 'iso',
    replacements: [],
  })
  const steps = [
    `insert into catalogue.time_bands (code, name_ru, name_en, position, intervals) values
      ('night', 'Night', 'Night', 1, '${night}'), ('weekend', 'Weekend', 'Weekend', 2, '${weekend}')`,
    `insert into catalogue.price_lists (name) values ('Bench')`,
    `insert into catalogue.price_list_stages (price_list_id, state, file_name, file_bytes,
      created_at, created_by, updated_at) values (1, 'applied', 'bench', 1, now(), 'bench', now())`,
    `insert into catalogue.price_list_versions (price_list_id, number, valid, stage_id, rows_count,
      published_at, published_by) values (1, 1, '[2026-01-01,)', 1, ${prices.length}, now(), 'bench')`,
    `insert into network.agents (name, kind, call_format) values ('Exchange', 'calls', '${format}')`,
    `insert into catalogue.tariffs (name, service_class_id, family)
      select 'Bench', id, 'telephony' from catalogue.service_classes where code = 'telephony'`,
    `insert into catalogue.tariff_versions (tariff_id, number, valid, fee_minor, fee_period,
      fee_charged, block_policy, speed_down_kbps, speed_up_kbps, usage_terms, published_at,
      published_by)
    values (1, 1, '[2020-01-01,)', 0, 'month', 'in-advance', 'none', 0, 0, '${usage}', now(),
      'bench')`,
    `insert into subscribers.subscribers (kind, name) values ('person', 'Bench')`,
    `insert into subscribers.contracts (subscriber_id, operator_id, number, payment_code, signed_on,
      payment_method)
    select 1, 1, 'B-' || n, n::text, '2026-01-01', 'advance' from generate_series(1, ${accounts}) n`,
    `insert into accounts.accounts (contract_id, agent_id, login, password_sealed, opened_at)
    select n, 2, 'u' || n, '\\x00', '2026-01-01' from generate_series(1, ${accounts}) n`,
    `insert into accounts.tariff_assignments (account_id, tariff_id, valid, author, assigned_at)
    select n, 1, '[2026-01-01,)', 'bench', now() from generate_series(1, ${accounts}) n`,
    `insert into accounts.numbers (account_id, numbers, valid, author, given_at)
    select n, int8range(${FIRST_NUMBER} + n, ${FIRST_NUMBER} + n, '[]'), '[2026-01-01,)', 'bench', now()
    from generate_series(1, ${accounts}) n`,
  ]
  for (const step of steps) await pool.query(step)
  const column = <Value>(read: (price: DirectionPrice) => Value) => prices.map(read)
  await pool.query(
    `insert into catalogue.price_list_rows (stage_id, prefix, band, row_number, name, class,
      price_rate, call_price_rate)
    select 1, prefix, band, row_number() over (), name, 'international', rate, 0
    from unnest($1::text[], $2::text[], $3::text[], $4::bigint[]) i (prefix, band, name, rate)`,
    [
      column((p) => p.prefix),
      column((p) => p.band ?? ''),
      column((p) => p.name),
      column((p) => p.rate),
    ],
  )
  await pool.query('vacuum analyze')
}
