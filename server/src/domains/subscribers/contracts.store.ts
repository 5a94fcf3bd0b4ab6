import { sql } from 'kysely'
import type { Context } from '#platform/context'

export type ContractRow = {
  id: number
  subscriberId: number
  operatorId: number
  number: string
  paymentCode: string
  signedOn: Temporal.PlainDate
  closedOn: Temporal.PlainDate | null
  paymentMethod: 'advance' | 'credit'
  isNeverBlocked: boolean
  currency: string
  creditMinor: bigint
  version: number
}

export async function selectContracts(
  ctx: Context,
  filter: { ids?: readonly number[]; subscriberIds?: readonly number[] },
): Promise<ContractRow[]> {
  const { rows } = await sql<ContractRow>`
    select c.id, c.subscriber_id as "subscriberId", c.operator_id as "operatorId", c.number,
      c.payment_code as "paymentCode", c.signed_on as "signedOn", c.closed_on as "closedOn",
      c.payment_method as "paymentMethod", c.is_never_blocked as "isNeverBlocked", c.currency,
      coalesce(l.amount_minor, 0) as "creditMinor", c.version
    from subscribers.contracts c
    left join subscribers.credit_limits l
      on l.contract_id = c.id and l.valid @> ${ctx.now()}::timestamptz
    where ${filter.ids ? sql`c.id = any(${[...filter.ids]}::int[])` : sql`true`}
      and ${
        filter.subscriberIds
          ? sql`c.subscriber_id = any(${[...filter.subscriberIds]}::int[])`
          : sql`true`
      }
    order by c.id`.execute(ctx.tx)
  return rows
}

/** The next number of an operator in a year. Taken inside the transaction: no gaps. */
export async function nextContractSequence(
  ctx: Context,
  operatorId: number,
  year: number,
): Promise<number> {
  const { rows } = await sql<{ last_number: number }>`
    insert into subscribers.contract_counters as c (operator_id, year, last_number)
    values (${operatorId}, ${year}, 1)
    on conflict (operator_id, year) do update set last_number = c.last_number + 1
    returning last_number`.execute(ctx.tx)
  return rows[0]?.last_number ?? 1
}

export async function isNumberTaken(
  ctx: Context,
  operatorId: number,
  number: string,
): Promise<boolean> {
  const row = await ctx.tx
    .selectFrom('subscribers.contracts')
    .select('id')
    .where('operator_id', '=', operatorId)
    .where('number', '=', number)
    .executeTakeFirst()
  return row !== undefined
}

export async function insertContract(
  ctx: Context,
  contract: Pick<
    ContractRow,
    | 'subscriberId'
    | 'operatorId'
    | 'number'
    | 'signedOn'
    | 'paymentMethod'
    | 'isNeverBlocked'
    | 'currency'
  >,
  paymentCodeOf: (id: number) => string,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    select nextval(pg_get_serial_sequence('subscribers.contracts', 'id'))::int as id`.execute(
    ctx.tx,
  )
  const id = rows[0]?.id ?? 0
  await sql`
    insert into subscribers.contracts (id, subscriber_id, operator_id, number, payment_code,
      signed_on, payment_method, is_never_blocked, currency, created_at)
    overriding system value
    values (${id}, ${contract.subscriberId}, ${contract.operatorId}, ${contract.number},
      ${paymentCodeOf(id)}, ${contract.signedOn}, ${contract.paymentMethod},
      ${contract.isNeverBlocked}, ${contract.currency}, ${ctx.now()})`.execute(ctx.tx)
  return id
}

/** Changes the contract if it is still of this version; false when it is not. */
export async function updateContract(
  ctx: Context,
  id: number,
  version: number,
  change: { payment_method?: 'advance' | 'credit'; is_never_blocked?: boolean },
): Promise<boolean> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('subscribers.contracts')
    .set({ ...change, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Ends the present credit limit now and begins another. */
export async function replaceCreditLimit(
  ctx: Context,
  { contractId, amountMinor, reason }: { contractId: number; amountMinor: bigint; reason: string },
): Promise<void> {
  await sql`
    update subscribers.credit_limits
    set valid = tstzrange(lower(valid), ${ctx.now()}::timestamptz)
    where contract_id = ${contractId} and upper(valid) is null`.execute(ctx.tx)
  await sql`
    insert into subscribers.credit_limits (contract_id, valid, amount_minor, author, reason)
    values (${contractId}, tstzrange(${ctx.now()}::timestamptz, null), ${amountMinor},
      ${ctx.actor.name}, ${reason})`.execute(ctx.tx)
}

export type CreditLimitRow = {
  from: Temporal.Instant
  until: Temporal.Instant | null
  amountMinor: bigint
  author: string
  reason: string
}

export async function selectCreditLimits(
  ctx: Context,
  contractId: number,
): Promise<CreditLimitRow[]> {
  const { rows } = await sql<CreditLimitRow>`
    select lower(valid) as "from", upper(valid) as until, amount_minor as "amountMinor", author,
      reason
    from subscribers.credit_limits
    where contract_id = ${contractId}
    order by valid desc`.execute(ctx.tx)
  return rows
}

export type MoneyTerms = { contractId: number; isNeverBlocked: boolean; creditMinor: bigint }

/** What decides whether money may run out, and nothing else: a run reads it for millions. */
export async function selectMoneyTerms(
  ctx: Context,
  contractIds: readonly number[],
): Promise<MoneyTerms[]> {
  const { rows } = await sql<MoneyTerms>`
    select c.id as "contractId", c.is_never_blocked as "isNeverBlocked",
      coalesce(l.amount_minor, 0) as "creditMinor"
    from subscribers.contracts c
    left join subscribers.credit_limits l
      on l.contract_id = c.id and l.valid @> ${ctx.now()}::timestamptz
    where c.id = any(${[...contractIds]}::int[])
    order by c.id`.execute(ctx.tx)
  return rows
}

/** Contracts in the order of their ids, after one of them, of one lane out of some. */
export async function selectContractIdsAfter(
  ctx: Context,
  { after, limit, lane, lanes }: { after: number; limit: number; lane: number; lanes: number },
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id
    from subscribers.contracts
    where id > ${after} and id % ${lanes} = ${lane}
    order by id
    limit ${limit}`.execute(ctx.tx)
  return rows.map(({ id }) => id)
}

export async function countContracts(ctx: Context): Promise<number> {
  const { count } = await ctx.tx
    .selectFrom('subscribers.contracts')
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}
