import { sql } from 'kysely'
import type { Context } from '#platform/context'

export type CallOutcome = 'priced' | 'no-owner' | 'no-tariff' | 'no-direction'
/** What a side of a call costs: rates in millionths of a rouble, for a minute and for the call. */
export type CallCost = {
  accountId: number | null
  contractId: number | null
  outcome: CallOutcome
  tariffId: number | null
  priceListId: number | null
  priceListVersion: number | null
  prefix: string
  direction: string
  class: string
  band: string | null
  billedSeconds: number
  rate: bigint
  callRate: bigint
}
export type NewCall = CallCost & {
  key: string
  side: 'out' | 'in'
  startedAtMs: number
  seconds: number
  numberFrom: string
  numberTo: string
  cause: string
  trunkIn: string
  trunkOut: string
}
export type KeptCall = { contractId: number | null; startedAt: Temporal.Instant }

/** Keeps sides of calls; those that are there already are left out of the answer. */
export async function insertCalls(
  ctx: Context,
  { agentId, fileId }: { agentId: number; fileId: number | null },
  calls: readonly NewCall[],
): Promise<KeptCall[]> {
  const column = <Value>(read: (call: NewCall) => Value) => calls.map(read)
  const { rows } = await sql<KeptCall>`
    insert into usage.calls (key, side, started_at, seconds, number_from, number_to, cause,
      trunk_in, trunk_out, account_id, contract_id, outcome, tariff_id, price_list_id,
      price_list_version, prefix, direction, class, band, billed_seconds, price_rate,
      call_price_rate, agent_id, file_id)
    select i.*, ${agentId}, ${fileId}
    from unnest(
      ${column((c) => c.key)}::uuid[], ${column((c) => c.side)}::text[],
      ${column((c) => instantText(c.startedAtMs))}::timestamptz[],
      ${column((c) => c.seconds)}::int[], ${column((c) => c.numberFrom)}::text[],
      ${column((c) => c.numberTo)}::text[], ${column((c) => c.cause)}::text[],
      ${column((c) => c.trunkIn)}::text[], ${column((c) => c.trunkOut)}::text[],
      ${column((c) => c.accountId)}::int[], ${column((c) => c.contractId)}::int[],
      ${column((c) => c.outcome)}::text[], ${column((c) => c.tariffId)}::int[],
      ${column((c) => c.priceListId)}::int[], ${column((c) => c.priceListVersion)}::int[],
      ${column((c) => c.prefix)}::text[], ${column((c) => c.direction)}::text[],
      ${column((c) => c.class)}::text[], ${column((c) => c.band)}::text[],
      ${column((c) => c.billedSeconds)}::int[], ${column((c) => c.rate)}::bigint[],
      ${column((c) => c.callRate)}::bigint[]
    ) as i
    on conflict (key, side, started_at) do nothing
    returning contract_id as "contractId", started_at as "startedAt"`.execute(ctx.tx)
  return rows
}

function instantText(epochMs: number): string {
  return Temporal.Instant.fromEpochMilliseconds(epochMs).toString()
}

/** A side that may have to be priced anew. */
export type PricedCall = Omit<NewCall, 'cause' | 'trunkIn' | 'trunkOut'> & { id: bigint }

/**
 * Sides of calls of these accounts that began in a half-open span, and where asked for those without
 * an owner; after one of them, by time.
 */
export async function selectCallsToPrice(
  ctx: Context,
  accountIds: readonly number[],
  span: {
    from: Temporal.Instant
    until: Temporal.Instant
    withUnowned: boolean
    after: { startedAtMs: number; id: bigint } | undefined
    limit: number
  },
): Promise<PricedCall[]> {
  const { after } = span
  const { rows } = await sql<PricedCall>`
    select id, key::text, side, (extract(epoch from started_at) * 1000)::float8 as "startedAtMs",
      seconds, number_from as "numberFrom", number_to as "numberTo", account_id as "accountId",
      contract_id as "contractId", outcome, tariff_id as "tariffId",
      price_list_id as "priceListId", price_list_version as "priceListVersion", prefix, direction,
      class, band, billed_seconds as "billedSeconds", price_rate as rate,
      call_price_rate as "callRate"
    from usage.calls
    where started_at >= ${span.from}::timestamptz and started_at < ${span.until}::timestamptz
      and (account_id = any(${[...accountIds]}::int[])
        ${span.withUnowned ? sql`or outcome = 'no-owner'` : sql``})
      and ${
        after
          ? sql`(started_at, id) > (${instantText(after.startedAtMs)}::timestamptz, ${after.id})`
          : sql`true`
      }
    order by started_at, id
    limit ${span.limit}`.execute(ctx.tx)
  return rows
}

/** Writes what sides of calls cost now. */
export async function updateCallCosts(
  ctx: Context,
  calls: readonly (CallCost & { id: bigint; startedAtMs: number })[],
): Promise<void> {
  const column = <Value>(read: (call: (typeof calls)[number]) => Value) => calls.map(read)
  await sql`
    update usage.calls c
    set account_id = i.account_id, contract_id = i.contract_id, outcome = i.outcome,
      tariff_id = i.tariff_id, price_list_id = i.price_list_id,
      price_list_version = i.price_list_version, prefix = i.prefix, direction = i.direction,
      class = i.class, band = i.band, billed_seconds = i.billed_seconds,
      price_rate = i.price_rate, call_price_rate = i.call_price_rate
    from unnest(
      ${column((c) => c.id)}::bigint[],
      ${column((c) => instantText(c.startedAtMs))}::timestamptz[],
      ${column((c) => c.accountId)}::int[], ${column((c) => c.contractId)}::int[],
      ${column((c) => c.outcome)}::text[], ${column((c) => c.tariffId)}::int[],
      ${column((c) => c.priceListId)}::int[], ${column((c) => c.priceListVersion)}::int[],
      ${column((c) => c.prefix)}::text[], ${column((c) => c.direction)}::text[],
      ${column((c) => c.class)}::text[], ${column((c) => c.band)}::text[],
      ${column((c) => c.billedSeconds)}::int[], ${column((c) => c.rate)}::bigint[],
      ${column((c) => c.callRate)}::bigint[]
    ) as i (id, started_at, account_id, contract_id, outcome, tariff_id, price_list_id,
      price_list_version, prefix, direction, class, band, billed_seconds, price_rate,
      call_price_rate)
    where c.id = i.id and c.started_at = i.started_at`.execute(ctx.tx)
}

/** Priced sides of one account, day and price taken together. */
export type CallGroupRow = {
  accountId: number
  /** Days since 1970-01-01 in the given time zone. */
  day: number
  class: string
  rate: bigint
  callRate: bigint
  calls: number
  billedSeconds: number
}

export async function selectCallGroups(
  ctx: Context,
  accountIds: readonly number[],
  span: { from: Temporal.Instant; until: Temporal.Instant; timeZone: string },
): Promise<CallGroupRow[]> {
  const { rows } = await sql<CallGroupRow>`
    select a.id as "accountId", g.*
    -- Account by account: by time alone everybody's calls would be read.
    from unnest(${[...accountIds]}::int[]) as a (id)
    cross join lateral (
      select (started_at at time zone ${span.timeZone})::date - date '1970-01-01' as day, class,
        price_rate as rate, call_price_rate as "callRate", count(*)::int as calls,
        sum(billed_seconds)::int as "billedSeconds"
      from usage.calls c
      where c.account_id = a.id and outcome = 'priced' and billed_seconds > 0
        and started_at >= ${span.from}::timestamptz and started_at < ${span.until}::timestamptz
      group by 1, 2, 3, 4
    ) as g
    order by a.id, g.day`.execute(ctx.tx)
  return rows
}
