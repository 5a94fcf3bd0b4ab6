import { sql } from 'kysely'
import type { Context } from '#platform/context'
import type { SpecialDays, TimeBand } from '../rules/time-band.ts'

/** Bands of time in the order in which they are tried, and the days of the calendar they look at. */
type BandsInForce = { bands: TimeBand[]; days: SpecialDays }

/** All bands, also those that are not offered any more: prices of the past refer to them. */
export async function selectTimeBandsInForce(ctx: Context): Promise<BandsInForce> {
  const { rows: bands } = await sql<TimeBand>`
    select code, intervals from catalogue.time_bands order by position, id`.execute(ctx.tx)
  const { rows: days } = await sql<{ day: string; worksAs: number | null }>`
    select d.day::text as day, d.works_as as "worksAs"
    from catalogue.calendar_days d join catalogue.calendars c on c.id = d.calendar_id
    where c.is_main`.execute(ctx.tx)
  return {
    bands,
    days: new Map(
      days.map(({ day, worksAs }) => [
        day,
        worksAs === null ? { kind: 'holiday' as const } : { kind: 'working' as const, worksAs },
      ]),
    ),
  }
}
