import type { Context } from '#platform/context'
import { violates } from '#platform/database-errors'
import { tell } from '#platform/outbox'
import { Refusal, refuseField } from '#platform/refusal'
import { inOnePiece, readTable } from '#platform/tables/read-table'
import { UnreadableTable } from '#platform/tables/table-row'
import { refuseClosedDay } from '../../settings/index.ts'
import {
  type CalendarDay,
  type CalendarFault,
  readProductionCalendar,
} from '../rules/production-calendar.ts'
import {
  type CalendarRow,
  insertCalendar,
  replaceDays,
  selectCalendars,
  selectDays,
  updateCalendar,
} from './calendars.store.ts'

type Edit = { id: number; version: number }
export type CalendarYear = CalendarRow & { days: CalendarDay[] }

export async function createCalendar(ctx: Context, name: string): Promise<CalendarRow> {
  try {
    return await getCalendar(ctx, await insertCalendar(ctx, name))
  } catch (error) {
    throw explained(error)
  }
}

/**
 * Renames a calendar, or makes it the one that bands of time look at: days of closed periods have to
 * be the same in both.
 */
export async function changeCalendar(
  ctx: Context,
  { name, isMain, ...edit }: Edit & { name?: string; isMain?: boolean },
): Promise<CalendarRow> {
  const calendar = await getCalendar(ctx, edit.id)
  if (isMain) await refuseOtherClosedDays(ctx, calendar)
  try {
    const isChanged = await updateCalendar(ctx, edit, { name, isMain })
    if (!isChanged) throw new Refusal('platform.version-mismatch')
    await tell(ctx, 'catalogue.hours-changed', {})
  } catch (error) {
    throw explained(error)
  }
  return getCalendar(ctx, edit.id)
}

export async function readYear(
  ctx: Context,
  { id, year }: { id: number; year: number },
): Promise<CalendarYear> {
  const calendar = await getCalendar(ctx, id)
  return { ...calendar, days: await selectDays(ctx, { id, years: [year] }) }
}

/** Replaces the days of a year. Days of closed periods have to stay as they are. */
export async function keepYear(
  ctx: Context,
  { year, days, ...edit }: Edit & { year: number; days: readonly CalendarDay[] },
): Promise<CalendarYear> {
  refuseForeignDays(year, days)
  await claim(ctx, edit)
  await replaceOpenDays(ctx, { id: edit.id, year }, days)
  return readYear(ctx, { id: edit.id, year })
}

/** Fills an empty year with the holidays of another; moved working days stay where they are. */
export async function copyYear(
  ctx: Context,
  { year, from, ...edit }: Edit & { year: number; from: number },
): Promise<CalendarYear> {
  const existing = await selectDays(ctx, { id: edit.id, years: [year] })
  if (existing.length > 0) throw new Refusal('catalogue.year-not-empty', { year })
  const source = await selectDays(ctx, { id: edit.id, years: [from] })
  const days = source
    .filter(({ kind }) => kind === 'holiday')
    .flatMap(({ day, ...rest }) => {
      const moved = day.with({ year })
      // 29 February is not in every year.
      return moved.day === day.day ? [{ ...rest, day: moved }] : []
    })
  return keepYear(ctx, { ...edit, year, days })
}

export type ImportedYear = {
  year: number
  holidaysCount: number
  workingCount: number
  replacedCount: number
}
export type CalendarImport = { isDone: boolean; years: ImportedYear[]; faults: CalendarFault[] }

/** What a file holds for a calendar, year by year; nothing is changed. */
export async function previewImport(
  ctx: Context,
  { id, content }: { id: number; content: Buffer },
): Promise<CalendarImport> {
  const { days, faults } = await readFile(content)
  return { isDone: false, faults, years: await countYears(ctx, id, days) }
}

/** Replaces the years that a file holds; nothing while something in it is wrong. */
export async function importCalendar(
  ctx: Context,
  { content, ...edit }: Edit & { content: Buffer },
): Promise<CalendarImport> {
  const { days, faults } = await readFile(content)
  const years = await countYears(ctx, edit.id, days)
  if (faults.length > 0 || days.length === 0) return { isDone: false, faults, years }
  await claim(ctx, edit)
  for (const { year } of years) {
    const own = days.filter(({ day }) => day.year === year)
    await replaceOpenDays(ctx, { id: edit.id, year }, own)
  }
  return { isDone: true, faults, years }
}

async function readFile(content: Buffer): Promise<ReturnType<typeof readProductionCalendar>> {
  try {
    return readProductionCalendar(await Array.fromAsync(readTable(inOnePiece(content))))
  } catch (error) {
    if (error instanceof UnreadableTable) throw new Refusal('catalogue.unreadable-table')
    throw error
  }
}

async function countYears(
  ctx: Context,
  id: number,
  days: readonly CalendarDay[],
): Promise<ImportedYear[]> {
  await getCalendar(ctx, id)
  const byYear = Map.groupBy(days, ({ day }) => day.year)
  const years = [...byYear.keys()].sort((a, b) => a - b)
  const before = await selectDays(ctx, { id, years })
  return years.map((year) => ({
    year,
    holidaysCount: byYear.get(year)?.filter(({ kind }) => kind === 'holiday').length ?? 0,
    workingCount: byYear.get(year)?.filter(({ kind }) => kind === 'working').length ?? 0,
    replacedCount: before.filter(({ day }) => day.year === year).length,
  }))
}

async function replaceOpenDays(
  ctx: Context,
  name: { id: number; year: number },
  days: readonly CalendarDay[],
): Promise<void> {
  const before = await selectDays(ctx, { id: name.id, years: [name.year] })
  for (const day of changedDays(before, days)) await refuseClosedDay(ctx, day, 'days')
  await replaceDays(ctx, name, days)
}

async function refuseOtherClosedDays(ctx: Context, next: CalendarRow): Promise<void> {
  const main = (await selectCalendars(ctx)).find((row) => row.isMain) ?? next
  const years = [...main.years, ...next.years]
  const before = await selectDays(ctx, { id: main.id, years })
  const after = await selectDays(ctx, { id: next.id, years })
  for (const day of changedDays(before, after)) await refuseClosedDay(ctx, day, 'isMain')
}

function changedDays(
  before: readonly CalendarDay[],
  after: readonly CalendarDay[],
): Temporal.PlainDate[] {
  const says = ({ day, kind, worksAs }: CalendarDay) => `${day} ${kind} ${worksAs}`
  const [old, next] = [new Set(before.map(says)), new Set(after.map(says))]
  return [
    ...before.filter((row) => !next.has(says(row))),
    ...after.filter((row) => !old.has(says(row))),
  ].map(({ day }) => day)
}

function refuseForeignDays(year: number, days: readonly CalendarDay[]): void {
  const foreign = days.find(({ day }) => day.year !== year)
  if (foreign) {
    throw refuseField('catalogue.day-of-another-year', 'days', { day: foreign.day.toString() })
  }
  const names = new Set(days.map(({ day }) => day.toString()))
  if (names.size < days.length) throw refuseField('catalogue.day-twice', 'days')
}

async function getCalendar(ctx: Context, id: number): Promise<CalendarRow> {
  const calendar = (await selectCalendars(ctx)).find((row) => row.id === id)
  if (!calendar) throw new Refusal('catalogue.calendar.not-found', { id })
  return calendar
}

async function claim(ctx: Context, edit: Edit): Promise<void> {
  await getCalendar(ctx, edit.id)
  if (!(await updateCalendar(ctx, edit, {}))) throw new Refusal('platform.version-mismatch')
  await tell(ctx, 'catalogue.hours-changed', {})
}

function explained(error: unknown): unknown {
  return violates(error, 'calendars_by_name')
    ? refuseField('catalogue.calendar-name-taken', 'name')
    : error
}
