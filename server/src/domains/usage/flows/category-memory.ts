import { type Ground, readingContext, systemActor } from '#platform/context'
import {
  createAddressFinder,
  findNetworks,
  type IpAddress,
  readNetworksMark,
} from '../../catalogue/index.ts'
import { getDefaultOperator } from '../../settings/index.ts'

const ACTOR = systemActor('collector')
// The days of the world begin at whole quarters of an hour.
const QUARTER_MS = 900_000

/** The category of an address; an empty one where no network of any category is its own. */
export type CategoryOf = (address: IpAddress) => string

/** Networks of categories in memory: yesterday's, today's and tomorrow's. */
export type CategoryMemory = {
  at(atMs: number): CategoryOf
  /** Reads the networks again when they have changed or a day has begun. */
  refresh(): Promise<void>
}

const NONE: CategoryOf = () => ''

export function createCategoryMemory(ground: Ground): CategoryMemory {
  let mark = ''
  let timeZone = 'UTC'
  let days = new Map<string, CategoryOf>()
  let known = { quarter: Number.NaN, categoryOf: NONE }

  function dayOf(epochMs: number): Temporal.PlainDate {
    const instant = Temporal.Instant.fromEpochMilliseconds(epochMs)
    return instant.toZonedDateTimeISO(timeZone).toPlainDate()
  }

  return {
    at(atMs) {
      const quarter = Math.floor(atMs / QUARTER_MS)
      if (known.quarter !== quarter) {
        const day = dayOf(atMs).toString()
        known = { quarter, categoryOf: days.get(day) ?? [...days.values()].at(-1) ?? NONE }
      }
      return known.categoryOf
    },
    async refresh() {
      const ctx = readingContext(ground, ACTOR)
      const zone = (await getDefaultOperator(ctx)).time_zone
      timeZone = zone
      const today = dayOf(ctx.now().epochMilliseconds)
      const newMark = `${zone} ${await readNetworksMark(ctx)}`
      if (newMark !== mark) days = new Map()
      const fresh = new Map<string, CategoryOf>()
      for (const day of [today.subtract({ days: 1 }), today, today.add({ days: 1 })]) {
        const name = day.toString()
        fresh.set(name, days.get(name) ?? toCategoryOf(await findNetworks(ctx, day)))
      }
      days = fresh
      mark = newMark
      known = { quarter: Number.NaN, categoryOf: NONE }
    },
  }
}

function toCategoryOf(networks: Parameters<typeof createAddressFinder>[0]): CategoryOf {
  const find = createAddressFinder(networks)
  return (address) => find(address)?.category ?? ''
}
