import { sql } from 'kysely'
import type { Context } from '#platform/context'
import type { BandInterval, SpecialDays, TimeBand } from '../rules/time-band.ts'

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

export type BandForm = { nameRu: string; nameEn: string; intervals: BandInterval[] }
export type BandRow = BandForm & {
  id: number
  code: string
  archivedAt: Temporal.Instant | null
  version: number
}

export async function selectTimeBands(ctx: Context): Promise<BandRow[]> {
  const { rows } = await sql<BandRow>`
    select id, code, name_ru as "nameRu", name_en as "nameEn", intervals,
      archived_at as "archivedAt", version
    from catalogue.time_bands
    order by position, id`.execute(ctx.tx)
  return rows
}

/** Adds a band after all others. */
export async function insertTimeBand(
  ctx: Context,
  form: BandForm & { code: string },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into catalogue.time_bands (code, name_ru, name_en, intervals, position)
    values (${form.code}, ${form.nameRu}, ${form.nameEn}, ${JSON.stringify(form.intervals)}::jsonb,
      (select coalesce(max(position), 0) + 1 from catalogue.time_bands))
    returning id`.execute(ctx.tx)
  return rows[0]?.id ?? 0
}

/** Changes the band if it is still of this version; false when it is not. */
export async function updateTimeBand(
  ctx: Context,
  form: BandForm & { id: number; version: number; isArchived: boolean },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update catalogue.time_bands
    set name_ru = ${form.nameRu}, name_en = ${form.nameEn},
      intervals = ${JSON.stringify(form.intervals)}::jsonb,
      archived_at = case when ${form.isArchived} then coalesce(archived_at, ${ctx.now()}) end,
      version = version + 1
    where id = ${form.id} and version = ${form.version}`.execute(ctx.tx)
  return numAffectedRows === 1n
}

/** The order in which bands are tried: those named first, the others after them as they were. */
export async function updateBandOrder(ctx: Context, ids: readonly number[]): Promise<void> {
  await sql`
    update catalogue.time_bands b
    set position = o.place
    from (
      select id, row_number() over (
        order by coalesce(array_position(${[...ids]}::int[], id), ${ids.length + 1}), position, id
      )::int as place
      from catalogue.time_bands
    ) as o
    where o.id = b.id and b.position <> o.place`.execute(ctx.tx)
}

/** Does a published tariff or a price list name the band? */
export async function isBandNamed(ctx: Context, code: string): Promise<boolean> {
  const { rows } = await sql<{ isNamed: boolean }>`
    select exists (
      select from catalogue.tariff_versions
      where jsonb_path_exists(usage_terms, '$.prices[*] ? (@.band == $code)', ${{ code }}::jsonb)
        or jsonb_path_exists(speed_rules, '$[*] ? (@.band == $code)', ${{ code }}::jsonb)
    ) or exists (
      select
      from catalogue.price_list_versions v
      join catalogue.price_list_rows r on r.stage_id = v.stage_id
      where r.band = ${code}
    ) as "isNamed"`.execute(ctx.tx)
  return rows[0]?.isNamed ?? false
}
