import { sql } from 'kysely'
import type { Context } from '#platform/context'

export type Counters = {
  subscribers: number
  contracts: number
  accounts: number
  accountsActive: number
  accountsBlockedForMoney: number
  sessionsOpen: number
  debtors: number
  debtMinor: bigint
}

/** How many of everything there are now. */
export async function selectCounters(ctx: Context): Promise<Counters> {
  const { rows } = await sql<Counters>`
    with blocked as (
      select b.account_id, bool_and(b.kind = 'money') as "onlyMoney"
      from accounts.blocks b
      where b.valid @> ${ctx.now()}::timestamptz
      group by b.account_id
    ), open_accounts as (
      select count(*)::int as count,
        count(*) filter (where b.account_id is null)::int as active,
        count(*) filter (where b."onlyMoney")::int as money
      from accounts.accounts a
      left join blocked b on b.account_id = a.id
      where a.closed_at is null
    ), debts as (
      select count(*)::int as count, coalesce(-sum(balance_minor), 0)::bigint as minor
      from ledger.wallets
      where balance_minor < 0
    )
    select
      (select count(*)::int from subscribers.subscribers where archived_at is null) as subscribers,
      (select count(*)::int from subscribers.contracts where closed_on is null) as contracts,
      open_accounts.count as accounts, open_accounts.active as "accountsActive",
      open_accounts.money as "accountsBlockedForMoney",
      (select count(*)::int from usage.open_sessions where not is_guest) as "sessionsOpen",
      debts.count as debtors, debts.minor as "debtMinor"
    from open_accounts, debts`.execute(ctx.tx)
  return rows[0] as Counters // an aggregate always has its row
}

export type DayMoney = { day: Temporal.PlainDate; paymentsMinor: bigint; chargesMinor: bigint }

/** Payments and charges by business day, the oldest first; days without money are zero. */
export async function selectMoneyByDay(
  ctx: Context,
  span: { from: Temporal.PlainDate; until: Temporal.PlainDate },
): Promise<DayMoney[]> {
  const { rows } = await sql<DayMoney>`
    with moves as (
      select p.day, f.kind as from_kind, t.kind as to_kind, sum(p.amount_minor) as amount
      from ledger.postings p
      join ledger.books f on f.id = p.from_book
      join ledger.books t on t.id = p.to_book
      where p.day >= ${span.from}::date and p.day < ${span.until}::date
      group by 1, 2, 3
    )
    select d::date as day,
      coalesce(sum(amount) filter (where from_kind in ('cash', 'bank')), 0)::bigint
        - coalesce(sum(amount) filter (where to_kind in ('cash', 'bank')), 0)::bigint
        as "paymentsMinor",
      coalesce(sum(amount) filter (where to_kind = 'revenue'), 0)::bigint
        - coalesce(sum(amount) filter (where from_kind = 'revenue'), 0)::bigint as "chargesMinor"
    from generate_series(${span.from}::date, ${span.until}::date - 1, interval '1 day') d
    left join moves m on m.day = d::date
    group by 1
    order by 1`.execute(ctx.tx)
  return rows
}

export async function countPaymentsOn(ctx: Context, day: Temporal.PlainDate): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count
    from payments.payments
    where paid_on = ${day}::date and cancelled_at is null`.execute(ctx.tx)
  return rows[0]?.count ?? 0
}

export async function countRejections(
  ctx: Context,
  since: Temporal.Instant,
): Promise<{ reason: string; count: number }[]> {
  const { rows } = await sql<{ reason: string; count: number }>`
    select reason, count(*)::int as count
    from access.rejections
    where at > ${since}
    group by reason
    order by count desc`.execute(ctx.tx)
  return rows
}

export const STEPS = [
  'operator',
  'tariff',
  'nas',
  'segment',
  'subscriber',
  'account',
  'payment',
] as const
export type Step = (typeof STEPS)[number]

/** Which of the first steps have been taken. */
export async function selectStepsDone(ctx: Context): Promise<Record<Step, boolean>> {
  const { rows } = await sql<Record<Step, boolean>>`
    select
      exists (select from settings.operators where is_default and requisites ->> 'inn' <> '')
        as operator,
      exists (select from catalogue.tariffs) as tariff,
      exists (select from network.nas) as nas,
      exists (select from network.segments) as segment,
      exists (select from subscribers.subscribers) as subscriber,
      exists (select from accounts.accounts) as account,
      exists (select from payments.payments) as payment`.execute(ctx.tx)
  return rows[0] as Record<Step, boolean> // a row of constants is always there
}
