import { z } from 'zod'
import { route } from '../route.ts'
import { flag, id, idParams, instant, listQuery, page, text } from '../values.ts'

const STATION_MAX = 100
/** Letters of a pattern that are no `*`: fewer would bar nearly everybody. */
export const PATTERN_LETTERS_MIN = 3

const whom = {
  /** One access server, or all of an agent. */
  nasId: id.nullable().default(null),
  agentId: id.nullable().default(null),
  /** Whom the device may not bring in; all empty = nobody. */
  accountId: id.nullable().default(null),
  accountGroupId: id.nullable().default(null),
  tariffId: id.nullable().default(null),
}
/** A device that is not let in, or was not until it was pardoned. */
export const barredStation = z.object({
  id,
  /** A MAC address, another name of the line, or a pattern with `*`. */
  station: z.string(),
  nasId: id.nullable(),
  nasName: z.string().nullable(),
  agentId: id.nullable(),
  agentName: z.string().nullable(),
  accountId: id.nullable(),
  accountLogin: z.string().nullable(),
  accountGroupId: id.nullable(),
  accountGroupName: z.string().nullable(),
  tariffId: id.nullable(),
  tariffName: z.string().nullable(),
  note: z.string(),
  barredAt: instant,
  barredBy: z.string(),
  /** It may come in again since; null while it is barred. */
  endedAt: instant.nullable(),
  endedBy: z.string().nullable(),
})
export type BarredStation = z.output<typeof barredStation>

export const listBarredStations = route({
  method: 'GET',
  path: '/api/network/barred',
  summary: 'Devices that are not let in, the newest first',
  access: 'network.read',
  query: listQuery.extend({
    q: text(STATION_MAX).optional(),
    nasId: id.optional(),
    agentId: id.optional(),
    accountId: id.optional(),
    accountGroupId: id.optional(),
    tariffId: id.optional(),
    isOver: flag.optional(),
  }),
  response: page(barredStation),
})
export const barStation = route({
  method: 'POST',
  path: '/api/network/barred',
  summary: 'Let a device in no more, and end its live sessions',
  access: 'network.bar',
  body: z.object({
    station: z
      .string()
      .trim()
      .min(1, 'required')
      .max(STATION_MAX)
      .regex(/^[^\p{Cc}]*$/u, 'printable')
      .refine(
        (station) =>
          !station.includes('*') || station.replaceAll('*', '').length >= PATTERN_LETTERS_MIN,
        'pattern-too-wide',
      ),
    ...whom,
    note: text(500).default(''),
  }),
  response: barredStation,
})
export const pardonStation = route({
  method: 'POST',
  path: '/api/network/barred/:id/pardon',
  summary: 'Let a barred device in again',
  access: 'network.bar',
  params: idParams,
  response: barredStation,
})
