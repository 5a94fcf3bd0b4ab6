import { sql } from 'kysely'
import type { Context } from '#platform/context'
import type { CalendarDay } from '../rules/production-calendar.ts'

export type CalendarRow = {
  id: number
  name: string
  isMain: boolean
  version: number
  years: number[]
}

export async function selectCalendars(ctx: Context): Promise<CalendarRow[]> {
  const { rows } = await sql<CalendarRow>`
    select c.id, c.name, c.is_main as "isMain", c.version,
      array(select distinct extract(year from d.day)::int from catalogue.calendar_days d
        where d.calendar_id = c.id order by 1) as years
    from catalogue.calendars c
    order by not c.is_main, lower(c.name)`.execute(ctx.tx)
  return rows
}

export async function insertCalendar(ctx: Context, name: string): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into catalogue.calendars (name, created_at) values (${name}, ${ctx.now()})
    returning id`.execute(ctx.tx)
  return rows[0]?.id ?? 0
}

/** Changes the calendar if it is still of this version; false when it is not. */
export async function updateCalendar(
  ctx: Context,
  { id, version }: { id: number; version: number },
  { name, isMain = false }: { name?: string; isMain?: boolean },
): Promise<boolean> {
  if (isMain) {
    await sql`update catalogue.calendars set is_main = false where is_main and id <> ${id}`.execute(
      ctx.tx,
    )
  }
  const { numAffectedRows } = await sql`
    update catalogue.calendars
    set name = coalesce(${name ?? null}, name), is_main = is_main or ${isMain},
      version = version + 1
    where id = ${id} and version = ${version}`.execute(ctx.tx)
  return numAffectedRows === 1n
}

export async function selectDays(
  ctx: Context,
  { id, years }: { id: number; years: readonly number[] },
): Promise<CalendarDay[]> {
  const { rows } = await sql<CalendarDay>`
    select day, kind, works_as as "worksAs", name
    from catalogue.calendar_days
    where calendar_id = ${id} and extract(year from day) = any(${[...years]}::int[])
    order by day`.execute(ctx.tx)
  return rows
}

/** The days of a year are these and no others. */
export async function replaceDays(
  ctx: Context,
  { id, year }: { id: number; year: number },
  days: readonly CalendarDay[],
): Promise<void> {
  await sql`
    delete from catalogue.calendar_days
    where calendar_id = ${id} and extract(year from day) = ${year}`.execute(ctx.tx)
  const column = <Value>(read: (day: CalendarDay) => Value) => days.map(read)
  await sql`
    insert into catalogue.calendar_days (calendar_id, day, kind, works_as, name)
    select ${id}, i.*
    from unnest(${column(({ day }) => day.toString())}::date[], ${column(({ kind }) => kind)}::text[],
      ${column(({ worksAs }) => worksAs)}::smallint[], ${column(({ name }) => name)}::text[]) as i`.execute(
    ctx.tx,
  )
}
