import { sql } from 'kysely'
import type { Context } from '#platform/context'
import type { BlockKind } from './rules/state.ts'
import type { PersonalTermKind } from './terms/personal-terms.store.ts'

/**
 * What an account has had, in plain numbers since a run reads millions: days as day numbers
 * (days since 1970-01-01, half-open), blocks in milliseconds since 1970, amounts as decimal digits.
 */
export type ServiceHistory = {
  accountId: number
  contractId: number
  tariffs: [tariffId: number, from: number, until: number | null][]
  blocks: [kind: BlockKind, fromMs: number, untilMs: number | null][] | null
  services: AssignedServiceFacts[] | null
  terms: PersonalTermFacts[] | null
}
export type AssignedServiceFacts = {
  id: number
  serviceId: number
  quantity: number
  from: number
  until: number | null
  firstMinor: string | null
  parts: number | null
  repaidOn: number | null
}
export type PersonalTermFacts = {
  id: number
  assignedServiceId: number | null
  kind: PersonalTermKind
  amount: string
  from: number
  until: number | null
  priority: number
  isStacking: boolean
  title: string
}

const dayNumber = (day: string) => sql.raw(`${day} - date '1970-01-01'`)

/**
 * The service history of every account of the contracts, blocks that ended before `since` left out.
 * Each table is walked once for all accounts: asked account by account, it took ten times as long.
 */
export async function selectServiceHistory(
  ctx: Context,
  contractIds: readonly number[],
  since: Temporal.Instant,
): Promise<ServiceHistory[]> {
  const isMine = sql`account_id = any(array(select id from mine))`
  const { rows } = await sql<ServiceHistory>`
    with mine as materialized (
      select id, contract_id
      from accounts.accounts
      where contract_id = any(${[...contractIds]}::int[])
        and (closed_at is null or closed_at > ${since})
    ), tariffs as (
      select account_id, json_agg(json_build_array(tariff_id, ${dayNumber('lower(valid)')},
        ${dayNumber('upper(valid)')}) order by valid) as list
      from accounts.tariff_assignments
      where ${isMine}
      group by account_id
    ), blocks as (
      select account_id, json_agg(json_build_array(kind,
        (extract(epoch from lower(valid)) * 1000)::bigint,
        (extract(epoch from upper(valid)) * 1000)::bigint)) as list
      from accounts.blocks
      where ${isMine} and (upper(valid) is null or upper(valid) > ${since})
      group by account_id
    ), services as (
      select account_id, json_agg(json_build_object('id', id, 'serviceId', service_id,
        'quantity', quantity, 'from', ${dayNumber('lower(valid)')},
        'until', ${dayNumber('upper(valid)')}, 'firstMinor', first_payment_minor::text,
        'parts', instalments, 'repaidOn', ${dayNumber('repaid_on')}) order by id) as list
      from accounts.services
      where ${isMine} and cancelled_at is null
      group by account_id
    ), terms as (
      select account_id, json_agg(json_build_object('id', id,
        'assignedServiceId', assigned_service_id, 'kind', kind, 'amount', amount::text,
        'from', ${dayNumber('lower(valid)')}, 'until', ${dayNumber('upper(valid)')},
        'priority', priority, 'isStacking', is_stacking, 'title', title) order by id) as list
      from accounts.personal_terms
      where ${isMine} and cancelled_at is null
      group by account_id
    )
    select mine.id as "accountId", mine.contract_id as "contractId",
      coalesce(tariffs.list, '[]') as tariffs, blocks.list as blocks, services.list as services,
      terms.list as terms
    from mine
    left join tariffs on tariffs.account_id = mine.id
    left join blocks on blocks.account_id = mine.id
    left join services on services.account_id = mine.id
    left join terms on terms.account_id = mine.id
    order by mine.contract_id, mine.id`.execute(ctx.tx)
  return rows
}

/** What accounts are looked for by: a tariff or a service that they had at any time since a day. */
export type Held = ({ tariffId: number } | { serviceId: number }) & { since: Temporal.PlainDate }

function contractsHolding(held: Held) {
  return 'tariffId' in held
    ? sql`
      select a.contract_id
      from accounts.tariff_assignments t
      join accounts.accounts a on a.id = t.account_id
      where t.tariff_id = ${held.tariffId}
        and (upper(t.valid) is null or upper(t.valid) > ${held.since}::date)`
    : sql`
      select a.contract_id
      from accounts.services s
      join accounts.accounts a on a.id = s.account_id
      where s.service_id = ${held.serviceId}
        and (upper(s.valid) is null or upper(s.valid) > ${held.since}::date)`
}

/** After which id, and of how many lanes which: a contract is in the lane that its id leaves. */
type Place = { after: number; limit: number; lane?: number; lanes?: number }

/** Contracts whose accounts had it, in the order of their ids, after one of them. */
export async function selectContractIdsHolding(
  ctx: Context,
  held: Held,
  { after, limit, lane = 0, lanes = 1 }: Place,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select distinct contract_id as id
    from (${contractsHolding(held)}) as h
    where contract_id > ${after} and contract_id % ${lanes} = ${lane}
    order by id
    limit ${limit}`.execute(ctx.tx)
  return rows.map(({ id }) => id)
}

/** How many contracts have accounts that had it. */
export async function countContractsHolding(ctx: Context, held: Held): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(distinct contract_id)::int as count from (${contractsHolding(held)}) as h`.execute(
    ctx.tx,
  )
  return rows[0]?.count ?? 0
}
