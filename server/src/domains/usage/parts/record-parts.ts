import type { Context } from '#platform/context'
import { getDefaultOperator } from '../../settings/index.ts'
import {
  addTraffic,
  type TrafficGrowth,
  type TrafficTaken,
  takeBackTraffic,
} from '../hours.store.ts'
import { type AccountingRecord, type PartMark, sessionKey } from '../rules/accounting.ts'
import { findRun, keyOf, raiseRun, type SessionKey } from '../rules/session-part.ts'
import { settleSplit } from '../rules/session-split.ts'
import { tellTraffic } from '../tell-traffic.ts'
import {
  insertParts,
  type KeptPart,
  type PartRow,
  selectParts,
  updateParts,
} from './parts.store.ts'
import { type SplitRow, selectSplits, updateSplits } from './splits.store.ts'

type PartRecord = AccountingRecord & { part: PartMark }
type Split = SplitRow & { heardAt: Temporal.Instant }

export function isOfPart(record: AccountingRecord): record is PartRecord {
  return record.part !== undefined
}

/**
 * Takes down what records say of services within sessions, and settles what of each session is its own and what its
 * services'. The splits of the sessions are held, and the sessions themselves are written down already.
 */
export async function recordParts(
  ctx: Context,
  records: readonly AccountingRecord[],
): Promise<void> {
  const keys = records.map(keyOf)
  const splits = await readSplits(ctx, records, keys)
  const ofServices = await raiseParts(ctx, records.filter(isOfPart), splits)
  const settled = [...splits.values()].map(settle)
  const ofSessions = settled.flatMap(({ growth }) => growth ?? [])
  const taken = settled.flatMap(({ taken: one }) => one ?? [])
  const growths = [...ofServices, ...ofSessions]
  if (growths.length > 0) await addTraffic(ctx, growths)
  if (taken.length > 0) await takeBack(ctx, taken)
  await updateSplits(
    ctx,
    settled.map(({ split }) => split),
  )
}

async function readSplits(
  ctx: Context,
  records: readonly AccountingRecord[],
  keys: readonly SessionKey[],
): Promise<Map<string, Split>> {
  const heard = new Map<string, Temporal.Instant>()
  for (const record of records) {
    const key = sessionKey(keyOf(record))
    const known = heard.get(key)
    if (!known || Temporal.Instant.compare(known, record.at) < 0) heard.set(key, record.at)
  }
  const rows = await selectSplits(ctx, keys)
  return new Map(
    rows.map((row) => {
      const key = sessionKey(row)
      return [key, { ...row, heardAt: heard.get(key) ?? row.startedAt }]
    }),
  )
}

/** Raises the counters of services record by record; what those that count by themselves grew by. */
async function raiseParts(
  ctx: Context,
  records: readonly PartRecord[],
  splits: ReadonlyMap<string, Split>,
): Promise<TrafficGrowth[]> {
  if (records.length === 0) return []
  const known = await selectParts(ctx, records.map(keyOf))
  const runs = Map.groupBy<string, PartRow | KeptPart>(known, nameOf)
  // What had ended with its session is written down, before another run of its name begins.
  const touched = new Set<PartRow | KeptPart>(known.filter(({ isLeft }) => isLeft))
  const growths: TrafficGrowth[] = []
  for (const record of records) {
    const named = runs.get(nameOf(toName(record))) ?? []
    runs.set(nameOf(toName(record)), named)
    const run = findRun(named, record)
    const before = { octetsIn: run?.octetsIn ?? 0n, octetsOut: run?.octetsOut ?? 0n }
    const now = { ...raiseRun(run, record), ...toName(record) }
    const raised = run ? Object.assign(run, now) : now
    if (!run) named.push(raised)
    touched.add(raised)
    const growth = {
      octetsIn: raised.octetsIn - before.octetsIn,
      octetsOut: raised.octetsOut - before.octetsOut,
    }
    growths.push(...countByItself(record, growth, splits.get(sessionKey(keyOf(record)))))
  }
  const all = [...touched]
  await updateParts(ctx, all.filter(isKept))
  await insertParts(
    ctx,
    all.filter((part) => !isKept(part)),
  )
  return growths
}

function isKept(part: PartRow | KeptPart): part is KeptPart {
  return 'id' in part
}

type PartName = Omit<PartRow, keyof ReturnType<typeof raiseRun>>

function toName({ nasId, acctSessionId, login, part }: PartRecord): PartName {
  return {
    nasId,
    parentSessionId: part.parentSessionId,
    login,
    acctSessionId,
    serviceName: part.name,
    sessionServiceId: part.serviceId,
    counting: part.counting,
    category: part.category,
  }
}

function nameOf(part: PartName): string {
  return [part.nasId, part.parentSessionId, part.login, part.serviceName, part.acctSessionId].join(
    '\n',
  )
}

type Octets = { octetsIn: bigint; octetsOut: bigint }

/** What leaves the session's own, and what of that stands in a category. A guest's is nobody's. */
function countByItself(
  { part, at, isTrafficIgnored }: PartRecord,
  growth: Octets,
  split: Split | undefined,
): TrafficGrowth[] {
  const isNothing = growth.octetsIn === 0n && growth.octetsOut === 0n
  if (part.counting === 'session' || isTrafficIgnored || isNothing || !split) return []
  const { accountId, contractId, isGuest } = split
  if (isGuest || accountId === null || contractId === null) return []
  split.ownIn += growth.octetsIn
  split.ownOut += growth.octetsOut
  return part.category === null
    ? []
    : [{ ...growth, accountId, contractId, at, category: part.category }]
}

type Settled = { split: Split; growth?: TrafficGrowth; taken?: TrafficTaken }

function settle(split: Split): Settled {
  const { accountId, contractId, seconds, heardAt, startedAt } = split
  const down = settleSplit({ whole: split.wholeIn, own: split.ownIn, plain: split.plainIn })
  const up = settleSplit({ whole: split.wholeOut, own: split.ownOut, plain: split.plainOut })
  const settled = { ...split, plainIn: split.plainIn + down, plainOut: split.plainOut + up }
  if (accountId === null || contractId === null) return { split: settled }
  const owner = { accountId, contractId }
  const grown = { octetsIn: positive(down), octetsOut: positive(up) }
  const taken = { octetsIn: positive(-down), octetsOut: positive(-up) }
  return {
    split: settled,
    ...((isSome(grown) || seconds > 0n) && {
      growth: { ...owner, ...grown, at: heardAt, category: '', seconds },
    }),
    ...(isSome(taken) && { taken: { ...owner, ...taken, since: startedAt } }),
  }
}

function positive(octets: bigint): bigint {
  return octets > 0n ? octets : 0n
}

function isSome({ octetsIn, octetsOut }: Octets): boolean {
  return octetsIn > 0n || octetsOut > 0n
}

/** What is taken off a day that has passed may have been charged already: its contracts are told of. */
async function takeBack(ctx: Context, taken: readonly TrafficTaken[]): Promise<void> {
  const hours = await takeBackTraffic(ctx, taken)
  const timeZone = (await getDefaultOperator(ctx)).time_zone
  const today = ctx.now().toZonedDateTimeISO(timeZone).startOfDay().toInstant()
  await tellTraffic(
    ctx,
    hours.filter(({ at }) => Temporal.Instant.compare(at, today) < 0),
  )
}
