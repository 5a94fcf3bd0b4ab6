import { z } from 'zod'
import { route } from '../route.ts'
import { day, id, idParams, instant, requiredText, text, version } from '../values.ts'
import { codeText } from './code-text.ts'

export const DAY_KINDS = ['holiday', 'working'] as const
/** A holiday, or a day off that is worked as some weekday (1 = Monday … 5 = Friday). */
export const calendarDay = z
  .object({
    day,
    kind: z.enum(DAY_KINDS),
    worksAs: z.number().int().min(1).max(5).nullable().default(null),
    name: text(100).default(''),
  })
  .refine(({ kind, worksAs }) => (kind === 'working') === (worksAs !== null), {
    message: 'works-as',
    path: ['worksAs'],
  })
export type CalendarDay = z.output<typeof calendarDay>

export const calendar = z.object({
  id,
  name: z.string(),
  isMain: z.boolean(),
  version,
  /** Years that have days of their own. */
  years: z.array(z.number().int()),
})
export type Calendar = z.output<typeof calendar>
export const calendarYear = calendar.extend({ days: z.array(calendarDay) })

const year = z.coerce.number().int().min(2000).max(2100)
const yearParams = z.object({ id, year })

export const listCalendars = route({
  method: 'GET',
  path: '/api/catalogue/calendars',
  summary: 'Calendars of holidays',
  access: 'catalogue.read',
  response: z.object({ items: z.array(calendar) }),
})
export const calendarForm = z.object({ name: requiredText(100) })
export const createCalendar = route({
  method: 'POST',
  path: '/api/catalogue/calendars',
  summary: 'Add a calendar of holidays',
  access: 'catalogue.change',
  body: calendarForm,
  response: calendar,
})
export const changeCalendar = route({
  method: 'PATCH',
  path: '/api/catalogue/calendars/:id',
  summary: 'Rename a calendar, or make it the one that bands of time look at',
  access: 'catalogue.change',
  versioned: true,
  params: idParams,
  body: z.object({ name: requiredText(100).optional(), isMain: z.literal(true).optional() }),
  response: calendar,
})
export const readCalendarYear = route({
  method: 'GET',
  path: '/api/catalogue/calendars/:id/years/:year',
  summary: 'Holidays and moved working days of a year',
  access: 'catalogue.read',
  params: yearParams,
  response: calendarYear,
})
export const keepCalendarYear = route({
  method: 'PUT',
  path: '/api/catalogue/calendars/:id/years/:year',
  summary: 'Replace the days of a year',
  access: 'catalogue.change',
  versioned: true,
  params: yearParams,
  body: z.object({ days: z.array(calendarDay).max(366) }),
  response: calendarYear,
})
export const copyCalendarYear = route({
  method: 'POST',
  path: '/api/catalogue/calendars/:id/years/:year/copy',
  summary:
    'Fill an empty year with the holidays of another; working days that were moved stay there',
  access: 'catalogue.change',
  versioned: true,
  params: yearParams,
  body: z.object({ from: year }),
  response: calendarYear,
})
/** What a file holds for a calendar, year by year, and what in it could not be understood. */
const calendarImport = z.object({
  isDone: z.boolean(),
  years: z.array(
    z.object({
      year: z.number().int(),
      holidaysCount: z.number().int(),
      workingCount: z.number().int(),
      /** Days that the calendar has for the year now and that are replaced. */
      replacedCount: z.number().int(),
    }),
  ),
  faults: z.array(z.object({ row: z.number().int(), rule: z.string(), value: z.string() })),
})
export type CalendarImport = z.output<typeof calendarImport>
export const previewCalendarImport = route({
  method: 'POST',
  path: '/api/catalogue/calendars/:id/import/preview',
  summary: 'What importing a production calendar would do',
  access: 'catalogue.change',
  asks: true,
  upload: 'whole',
  params: idParams,
  response: calendarImport,
})
export const importCalendar = route({
  method: 'POST',
  path: '/api/catalogue/calendars/:id/import',
  summary: 'Import a production calendar (CSV or XLSX); nothing while something in it is wrong',
  access: 'catalogue.change',
  versioned: true,
  upload: 'whole',
  params: idParams,
  response: calendarImport,
})

export const ON_HOLIDAYS = ['any', 'only', 'never'] as const
export const DAY_MINUTES = 1440
/** Weekdays as a mask, Sunday = 1 … Saturday = 64. An end that is not later passes midnight. */
export const bandInterval = z.object({
  weekdays: z.number().int().min(1).max(127),
  fromMinute: z
    .number()
    .int()
    .min(0)
    .max(DAY_MINUTES - 1),
  untilMinute: z.number().int().min(1).max(DAY_MINUTES),
  /** `any`: a holiday is as any day of its weekday. */
  holidays: z.enum(ON_HOLIDAYS).default('any'),
})
export type BandInterval = z.output<typeof bandInterval>
export const timeBandForm = z.object({
  nameRu: requiredText(100),
  nameEn: requiredText(100),
  intervals: z.array(bandInterval).min(1).max(50),
})
export const timeBand = timeBandForm.extend({
  id,
  code: z.string(),
  archivedAt: instant.nullable(),
  version,
})
export type TimeBand = z.output<typeof timeBand>

export const listTimeBands = route({
  method: 'GET',
  path: '/api/catalogue/time-bands',
  summary: 'Bands of time in their order: the first that covers an instant is its band',
  access: 'catalogue.read',
  response: z.object({ items: z.array(timeBand) }),
})
export const createTimeBand = route({
  method: 'POST',
  path: '/api/catalogue/time-bands',
  summary: 'Add a band of time after the others',
  access: 'catalogue.change',
  body: timeBandForm.extend({ code: codeText }),
  response: timeBand,
})
export const changeTimeBand = route({
  method: 'PUT',
  path: '/api/catalogue/time-bands/:id',
  summary: 'Change the names and hours of a band, or put it into the archive',
  access: 'catalogue.change',
  versioned: true,
  params: idParams,
  body: timeBandForm.extend({ isArchived: z.boolean().default(false) }),
  response: timeBand,
})
export const orderTimeBands = route({
  method: 'POST',
  path: '/api/catalogue/time-bands/order',
  summary: 'Put the bands of time into another order',
  access: 'catalogue.change',
  body: z.object({ ids: z.array(id).max(100) }),
  response: z.object({ items: z.array(timeBand) }),
})
