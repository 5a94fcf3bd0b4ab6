import * as contract from '@altyn/contract/access/emergency'
import type { Context } from '#platform/context'
import { answer } from '#platform/http/answer'
import { toApiTime } from '#platform/http/api-values'
import { toPage, unpackCursor } from '#platform/http/cursor'
import { findAccounts } from '../../accounts/index.ts'
import { declareEmergency, endEmergency, getEmergency } from './declare-emergency.ts'
import { type EmergencyRow, selectEmergencies, selectLeniencies } from './emergencies.store.ts'

const SHOWN_MAX = 100

export const emergencyRoutes = [
  answer(contract.listEmergencies, async (ctx) => ({
    items: (await selectEmergencies(ctx, SHOWN_MAX)).map((row) => toApiEmergency(ctx, row)),
  })),
  answer(contract.declareEmergency, async (ctx, { body }) =>
    toApiEmergency(ctx, await declareEmergency(ctx, body)),
  ),
  answer(contract.endEmergency, async (ctx, { params }) =>
    toApiEmergency(ctx, await endEmergency(ctx, params.id)),
  ),
  answer(contract.listLeniencies, async (ctx, { params, query }) => {
    await getEmergency(ctx, params.id)
    const after = Number(unpackCursor(query.cursor, 1)?.[0] ?? 0)
    const found = await selectLeniencies(ctx, params.id, { after, limit: query.limit + 1 })
    const { rows, nextCursor } = toPage(found, query.limit, (row) => [row.accountId])
    const accounts = await findAccounts(ctx, { ids: rows.map(({ accountId }) => accountId) })
    const logins = new Map(accounts.map(({ id, login }) => [id, login]))
    return {
      items: rows.map((row) => ({
        ...row,
        login: logins.get(row.accountId) ?? '',
        firstAt: toApiTime(row.firstAt),
        lastAt: toApiTime(row.lastAt),
      })),
      nextCursor,
    }
  }),
]

function toApiEmergency(ctx: Context, row: EmergencyRow): contract.Emergency {
  return {
    ...row,
    // The database keeps microseconds, the clock finer ones.
    isOn: row.until.epochMilliseconds > ctx.now().epochMilliseconds,
    from: toApiTime(row.from),
    until: toApiTime(row.until),
  }
}
