import { parseRate } from '@altyn/money'
import { dayOf } from '#platform/clock'
import type { Context } from '#platform/context'
import { findTariffAssignments, type TariffAssignment } from '../accounts/index.ts'
import {
  findPrices,
  findPriceVersions,
  findTariffs,
  findTimeBands,
  type PriceVersion,
  type Tariff,
  type UsageTerms,
  versionOn,
} from '../catalogue/index.ts'
import { getDefaultOperator } from '../settings/index.ts'
import type { CallCost } from '../usage/index.ts'
import { createBandClock, createDayClock, type DayClock } from './rules/band-clock.ts'
import { type CallTerms, INCOMING_CLASS, priceIncoming, priceOutgoing } from './rules/call-price.ts'
import type { CallSide } from './rules/call-sides.ts'
import { type FindDirection, indexDirections } from './rules/direction-index.ts'

/** What a side of a call costs and why, or why it has no price. */
type SidePrice = Omit<CallCost, 'accountId' | 'contractId'>
export type PriceSide = (side: CallSide) => SidePrice

const UNPRICED: SidePrice = {
  outcome: 'no-owner',
  tariffId: null,
  priceListId: null,
  priceListVersion: null,
  prefix: '',
  direction: '',
  class: '',
  band: null,
  billedSeconds: 0,
  rate: 0n,
  callRate: 0n,
}
const DIGITS = /^\d+$/
// A tree of 170,000 directions takes some 30 MB.
const TREES_MAX = 6

/** The rows of a stage never change, so what was read once is right for ever. */
const knownTrees = new Map<number, FindDirection>()

/** How calls of an account are priced on a day. */
type DayTerms = {
  tariffId: number
  terms: CallTerms
  priceListId: number
  version: PriceVersion | undefined
}

/** Reads all that prices of these sides of calls depend on; then each is priced at once. */
export async function readCallPrices(ctx: Context, sides: readonly CallSide[]): Promise<PriceSide> {
  const accountIds = [...new Set(sides.flatMap(({ owner }) => owner?.accountId ?? []))]
  const timeZone = (await getDefaultOperator(ctx)).time_zone
  const assignments = await findTariffAssignments(ctx, accountIds)
  const tariffs = await findTariffs(ctx, [...new Set(assignments.map((row) => row.tariffId))])
  const lists = [...tariffs.values()].flatMap(({ versions }) =>
    versions.flatMap(({ usage }) => (usage?.kind === 'calls' ? [usage.priceListId] : [])),
  )
  const versions = (await findPriceVersions(ctx, [...new Set(lists)])).filter(
    overlapping(sides, timeZone),
  )
  const { bands, days } = await findTimeBands(ctx)
  const bandOf = createBandClock(bands, { timeZone, days })
  const trees = await readTrees(ctx, versions)
  const termsOf = rememberTerms({
    assignments,
    tariffs,
    versions,
    dayNumberOf: createDayClock(timeZone),
  })
  return (side) => {
    if (!side.owner) return UNPRICED
    const found = termsOf(side.owner.accountId, side.call.startedAtMs)
    if (!found) return { ...UNPRICED, outcome: 'no-tariff' }
    const { tariffId, terms, priceListId, version } = found
    const of = { ...UNPRICED, tariffId, priceListId, priceListVersion: version?.number ?? null }
    if (side.side === 'in') {
      const price = priceIncoming(side.call.seconds, terms)
      return { ...of, ...price, outcome: 'priced', class: INCOMING_CLASS, priceListVersion: null }
    }
    const band = bandOf(side.call.startedAtMs)
    const direction = trees.find(version, side.call.numberTo, band)
    if (!direction) return { ...of, outcome: 'no-direction', band }
    return {
      ...of,
      ...priceOutgoing(side.call.seconds, terms, direction),
      outcome: 'priced',
      prefix: direction.prefix,
      direction: direction.name,
      class: direction.class,
      band: direction.band,
    }
  }
}

/** Versions of prices that some of the calls may need. */
function overlapping(sides: readonly CallSide[], timeZone: string) {
  let firstMs = Number.POSITIVE_INFINITY
  let lastMs = 0
  for (const { call } of sides) {
    firstMs = Math.min(firstMs, call.startedAtMs)
    lastMs = Math.max(lastMs, call.startedAtMs)
  }
  const dayAt = (epochMs: number) =>
    dayOf(Temporal.Instant.fromEpochMilliseconds(epochMs), timeZone)
  const [first, last] = [dayAt(Math.min(firstMs, lastMs)), dayAt(lastMs)]
  return ({ from, until }: PriceVersion) =>
    Temporal.PlainDate.compare(from, last) <= 0 &&
    (until === null || Temporal.PlainDate.compare(first, until) < 0)
}

async function readTrees(ctx: Context, versions: readonly PriceVersion[]) {
  const trees = new Map<number, FindDirection>()
  for (const { stageId } of versions) {
    const tree = knownTrees.get(stageId) ?? indexDirections(await findPrices(ctx, stageId))
    trees.set(stageId, tree)
    // What was asked for last stays longest.
    knownTrees.delete(stageId)
    knownTrees.set(stageId, tree)
  }
  for (const stageId of [...knownTrees.keys()].slice(0, -TREES_MAX)) knownTrees.delete(stageId)
  return {
    find: (version: PriceVersion | undefined, number: string, band: string | null) =>
      version && DIGITS.test(number) ? trees.get(version.stageId)?.(number, band) : undefined,
  }
}

type Facts = {
  assignments: readonly TariffAssignment[]
  tariffs: ReadonlyMap<number, Tariff>
  versions: readonly PriceVersion[]
  dayNumberOf: DayClock
}

/** Terms of an account on a day, looked for once for all its calls of the day. */
function rememberTerms({ assignments, tariffs, versions, dayNumberOf }: Facts) {
  const byAccount = Map.groupBy(assignments, ({ accountId }) => accountId)
  const known = new Map<string, DayTerms | undefined>()
  return (accountId: number, startedAtMs: number): DayTerms | undefined => {
    const day = dayNumberOf(startedAtMs)
    const key = `${accountId} ${day}`
    if (known.has(key)) return known.get(key)
    const found = termsOn(EPOCH.add({ days: day }), {
      held: byAccount.get(accountId) ?? [],
      tariffs,
      versions,
    })
    known.set(key, found)
    return found
  }
}

const EPOCH = Temporal.PlainDate.from('1970-01-01')

function termsOn(
  day: Temporal.PlainDate,
  {
    held,
    tariffs,
    versions,
  }: Omit<Facts, 'assignments' | 'dayNumberOf'> & { held: TariffAssignment[] },
): DayTerms | undefined {
  const covers = ({
    from,
    until,
  }: {
    from: Temporal.PlainDate
    until: Temporal.PlainDate | null
  }) =>
    Temporal.PlainDate.compare(from, day) <= 0 &&
    (until === null || Temporal.PlainDate.compare(day, until) < 0)
  const holding = held.find(covers)
  const tariff = holding && tariffs.get(holding.tariffId)
  if (!tariff) return undefined
  const usage = versionOn(tariff.versions, day, holding.from)?.usage
  if (usage?.kind !== 'calls') return undefined
  return {
    tariffId: tariff.id,
    terms: toCallTerms(usage),
    priceListId: usage.priceListId,
    version: versions.find((row) => row.priceListId === usage.priceListId && covers(row)),
  }
}

function toCallTerms(usage: Extract<UsageTerms, { kind: 'calls' }>): CallTerms {
  const { stepSeconds, freeSeconds, minimumSeconds, callPrice, incomingPrice } = usage
  return {
    stepSeconds,
    freeSeconds,
    minimumSeconds,
    callRate: parseRate(callPrice),
    incomingRate: parseRate(incomingPrice),
  }
}
