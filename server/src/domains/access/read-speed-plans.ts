import type { Context } from '#platform/context'
import { type Account, type Boost, findBoosts } from '../accounts/index.ts'
import { findTariffs, findTimeBands, versionOn } from '../catalogue/index.ts'
import { getDefaultOperator } from '../settings/index.ts'
import { findOctetsSince, type OctetsSince } from '../usage/index.ts'
import { type DueSpeed, dueSpeed, type SpeedPlan } from './rules/due-speed.ts'
import { createMomentClock, type MomentClock } from './rules/moment-clock.ts'

type Holder = Pick<Account, 'id' | 'tariffId' | 'tariffSince'>
const EPOCH = Temporal.PlainDate.from('1970-01-01')
const NOTHING = { day: 0n, week: 0n, month: 0n }

export async function readMomentClock(ctx: Context): Promise<MomentClock> {
  const timeZone = (await getDefaultOperator(ctx)).time_zone
  return createMomentClock({ ...(await findTimeBands(ctx)), timeZone })
}

/** The speeds that accounts should have now, and why, by account. One without a tariff has none. */
export async function readDueSpeeds(
  ctx: Context,
  accounts: readonly Holder[],
): Promise<Map<number, DueSpeed>> {
  const clock = await readMomentClock(ctx)
  const moment = clock(ctx.now().epochMilliseconds)
  const plans = await readSpeedPlans(ctx, accounts, clock)
  return new Map([...plans].map(([id, plan]) => [id, dueSpeed(plan, moment)]))
}

/** What the speeds of accounts depend on, as of now. Usage is read only where a rule asks for it. */
export async function readSpeedPlans(
  ctx: Context,
  accounts: readonly Holder[],
  clock: MomentClock,
): Promise<Map<number, SpeedPlan>> {
  const now = ctx.now()
  const { begins } = clock(now.epochMilliseconds)
  const today = EPOCH.add({ days: begins.day })
  const tariffs = await findTariffs(ctx, [
    ...new Set(accounts.flatMap(({ tariffId }) => tariffId ?? [])),
  ])
  const terms = accounts.flatMap(({ id, tariffId, tariffSince }) => {
    const tariff = tariffs.get(tariffId ?? 0)
    const version = tariff && versionOn(tariff.versions, today, tariffSince ?? today)
    return version ? [{ id, version }] : []
  })
  const metered = terms.filter(({ version }) =>
    version.speedRules.some(({ kind }) => kind === 'volume'),
  )
  const used = await readUsed(
    ctx,
    metered.map(({ id }) => id),
    begins,
  )
  const boosts = Map.groupBy(
    await findBoosts(
      ctx,
      terms.map(({ id }) => id),
      now,
    ),
    ({ accountId }) => accountId,
  )
  return new Map(
    terms.map(({ id, version }) => [
      id,
      {
        base: { downKbps: version.speedDownKbps, upKbps: version.speedUpKbps },
        rules: version.speedRules,
        turbos: (boosts.get(id) ?? []).map(toTurbo),
        used: used.get(id) ?? NOTHING,
        begins,
      },
    ]),
  )
}

async function readUsed(
  ctx: Context,
  accountIds: readonly number[],
  begins: SpeedPlan['begins'],
): Promise<Map<number, OctetsSince>> {
  if (accountIds.length === 0) return new Map()
  const { time_zone } = await getDefaultOperator(ctx)
  const startOf = (day: number) => EPOCH.add({ days: day }).toZonedDateTime(time_zone).toInstant()
  const rows = await findOctetsSince(ctx, accountIds, {
    day: startOf(begins.day),
    week: startOf(begins.week),
    month: startOf(begins.month),
  })
  return new Map(rows.map((row) => [row.accountId, row]))
}

function toTurbo({ from, until, downKbps, upKbps }: Boost): SpeedPlan['turbos'][number] {
  return { downKbps, upKbps, fromMs: from.epochMilliseconds, untilMs: until.epochMilliseconds }
}
