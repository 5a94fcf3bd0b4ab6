import * as contract from '@altyn/contract/network/onus'
import type { Context } from '#platform/context'
import { answer } from '#platform/http/answer'
import { toApiTime } from '#platform/http/api-values'
import { toPage, unpackCursor } from '#platform/http/cursor'
import { opticalLevel } from '../rules/polling/optical-level.ts'
import { bindAccount, endBinding } from './bind-account.ts'
import {
  type BindingRow,
  countBindings,
  selectBindingHistory,
  selectBindings,
} from './bindings.store.ts'
import { getDevice } from './keep-devices.ts'
import { changeOnu, registerOnu, removeOnu } from './keep-onus.ts'
import { nameBindings } from './name-bindings.ts'
import { countOnus, type OnuRow, selectOnus } from './onus.store.ts'

/** ONUs behind OLTs, and who is on which port or ONU. */
export const onusRoutes = [
  answer(contract.listOnus, async (ctx, { params, query }) => {
    await getDevice(ctx, params.id)
    const filter = { deviceId: params.id, portId: query.portId, q: query.q }
    const after = unpackCursor(query.cursor, 2)
    const found = await selectOnus(ctx, filter, { after, limit: query.limit + 1 })
    const { rows, nextCursor } = toPage(found, query.limit, (row) => [row.portPosition, row.serial])
    const count = query.total ? { total: await countOnus(ctx, filter) } : {}
    return { items: await toApiOnus(ctx, rows), nextCursor, ...count }
  }),
  answer(contract.registerOnu, async (ctx, { params, body }) =>
    toApiOnu(ctx, await registerOnu(ctx, { ...body, deviceId: params.id })),
  ),
  answer(contract.changeOnu, async (ctx, { params, body, version }) =>
    toApiOnu(ctx, await changeOnu(ctx, { id: params.id, version }, body)),
  ),
  answer(contract.removeOnu, async (ctx, { params }) => {
    await removeOnu(ctx, params.id)
    return { ok: true as const }
  }),
  answer(contract.listPortBindings, async (ctx, { query }) => {
    const filter = {
      ...(query.accountId && { accountIds: [query.accountId] }),
      ...(query.portId && { portIds: [query.portId] }),
      ...(query.onuId && { onuIds: [query.onuId] }),
      ...(query.deviceId && { deviceId: query.deviceId }),
    }
    const after = unpackCursor(query.cursor, 1)
    const found = await selectBindingHistory(ctx, filter, { after, limit: query.limit + 1 })
    const { rows, nextCursor } = toPage(found, query.limit, ({ id }) => [id])
    const count = query.total ? { total: await countBindings(ctx, filter) } : {}
    return { items: await nameBindings(ctx, rows), nextCursor, ...count }
  }),
  answer(contract.bindAccount, async (ctx, { body }) =>
    toApiBinding(ctx, await bindAccount(ctx, body)),
  ),
  answer(contract.endPortBinding, async (ctx, { params }) =>
    toApiBinding(ctx, await endBinding(ctx, params.id)),
  ),
]

async function toApiBinding(ctx: Context, row: BindingRow) {
  const [binding] = await nameBindings(ctx, [row])
  return binding as Awaited<ReturnType<typeof nameBindings>>[number] // one row, one answer
}

async function toApiOnu(ctx: Context, row: OnuRow): Promise<contract.Onu> {
  const [onu] = await toApiOnus(ctx, [row])
  return onu as contract.Onu // one row, one answer
}

async function toApiOnus(ctx: Context, rows: readonly OnuRow[]): Promise<contract.Onu[]> {
  const current = await selectBindings(ctx, { onuIds: rows.map(({ id }) => id), isCurrent: true })
  const bindings = Map.groupBy(await nameBindings(ctx, current), ({ onuId }) => onuId)
  return rows.map((row) => ({
    ...row,
    createdAt: toApiTime(row.createdAt),
    bindings: bindings.get(row.id) ?? [],
    sight: toApiSight(row),
  }))
}

function toApiSight({ isOnline, rxDbm, txDbm, distanceM, ...row }: OnuRow): contract.Onu['sight'] {
  if (!row.listedAt || isOnline === null) return null
  return {
    isOnline,
    rxDbm,
    txDbm,
    distanceM,
    level: rxDbm === null ? null : opticalLevel(rxDbm),
    listedAt: toApiTime(row.listedAt),
    onlineAt: toApiTime(row.onlineAt),
  }
}
