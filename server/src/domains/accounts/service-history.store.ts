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

/** The service history of every account of the contracts, blocks that ended before `since` left out. */
export async function selectServiceHistory(
  ctx: Context,
  contractIds: readonly number[],
  since: Temporal.Instant,
): Promise<ServiceHistory[]> {
  const { rows } = await sql<ServiceHistory>`
    select a.id as "accountId", a.contract_id as "contractId",
      coalesce((
        select json_agg(json_build_array(t.tariff_id, ${dayNumber('lower(t.valid)')},
          ${dayNumber('upper(t.valid)')}) order by t.valid)
        from accounts.tariff_assignments t
        where t.account_id = a.id
      ), '[]') as tariffs,
      (
        select json_agg(json_build_array(b.kind,
          (extract(epoch from lower(b.valid)) * 1000)::bigint,
          (extract(epoch from upper(b.valid)) * 1000)::bigint))
        from accounts.blocks b
        where b.account_id = a.id and (upper(b.valid) is null or upper(b.valid) > ${since})
      ) as blocks,
      (
        select json_agg(json_build_object('id', s.id, 'serviceId', s.service_id,
          'quantity', s.quantity, 'from', ${dayNumber('lower(s.valid)')},
          'until', ${dayNumber('upper(s.valid)')}, 'firstMinor', s.first_payment_minor::text,
          'parts', s.instalments, 'repaidOn', ${dayNumber('s.repaid_on')}) order by s.id)
        from accounts.services s
        where s.account_id = a.id and s.cancelled_at is null
      ) as services,
      (
        select json_agg(json_build_object('id', p.id, 'assignedServiceId', p.assigned_service_id,
          'kind', p.kind, 'amount', p.amount::text, 'from', ${dayNumber('lower(p.valid)')},
          'until', ${dayNumber('upper(p.valid)')}, 'priority', p.priority,
          'isStacking', p.is_stacking, 'title', p.title) order by p.id)
        from accounts.personal_terms p
        where p.account_id = a.id and p.cancelled_at is null
      ) as terms
    from accounts.accounts a
    where a.contract_id = any(${[...contractIds]}::int[])
      and (a.closed_at is null or a.closed_at > ${since})
    order by a.contract_id, a.id`.execute(ctx.tx)
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
