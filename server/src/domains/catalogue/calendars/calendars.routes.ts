import * as contract from '@altyn/contract/catalogue/calendars'
import { answer } from '#platform/http/answer'
import { toApiTime } from '#platform/http/api-values'
import type { CalendarDay } from '../rules/production-calendar.ts'
import { selectCalendars } from './calendars.store.ts'
import {
  type CalendarYear,
  changeCalendar,
  copyYear,
  createCalendar,
  importCalendar,
  keepYear,
  previewImport,
  readYear,
} from './keep-calendars.ts'
import { changeTimeBand, createTimeBand, orderTimeBands } from './keep-time-bands.ts'
import { type BandRow, selectTimeBands } from './time-bands.store.ts'

export const calendarsRoutes = [
  answer(contract.listCalendars, async (ctx) => ({ items: await selectCalendars(ctx) })),
  answer(contract.createCalendar, (ctx, { body }) => createCalendar(ctx, body.name)),
  answer(contract.changeCalendar, (ctx, { params, body, version }) =>
    changeCalendar(ctx, { ...body, id: params.id, version }),
  ),
  answer(contract.readCalendarYear, async (ctx, { params }) =>
    toApiYear(await readYear(ctx, params)),
  ),
  answer(contract.keepCalendarYear, async (ctx, { params, body, version }) =>
    toApiYear(await keepYear(ctx, { ...params, version, days: body.days.map(toDay) })),
  ),
  answer(contract.copyCalendarYear, async (ctx, { params, body, version }) =>
    toApiYear(await copyYear(ctx, { ...params, ...body, version })),
  ),
  answer(contract.previewCalendarImport, (ctx, { params, bytes }) =>
    previewImport(ctx, { id: params.id, content: bytes }),
  ),
  answer(contract.importCalendar, (ctx, { params, bytes, version }) =>
    importCalendar(ctx, { id: params.id, version, content: bytes }),
  ),
  answer(contract.listTimeBands, async (ctx) => ({
    items: (await selectTimeBands(ctx)).map(toApiBand),
  })),
  answer(contract.createTimeBand, async (ctx, { body }) =>
    toApiBand(await createTimeBand(ctx, body)),
  ),
  answer(contract.changeTimeBand, async (ctx, { params, body, version }) =>
    toApiBand(await changeTimeBand(ctx, { ...body, id: params.id, version })),
  ),
  answer(contract.orderTimeBands, async (ctx, { body }) => ({
    items: (await orderTimeBands(ctx, body.ids)).map(toApiBand),
  })),
]

function toDay(day: contract.CalendarDay): CalendarDay {
  return { ...day, day: Temporal.PlainDate.from(day.day) }
}

function toApiYear({ days, ...calendar }: CalendarYear) {
  return { ...calendar, days: days.map((row) => ({ ...row, day: toApiTime(row.day) })) }
}

function toApiBand(row: BandRow): contract.TimeBand {
  return { ...row, archivedAt: toApiTime(row.archivedAt) }
}
