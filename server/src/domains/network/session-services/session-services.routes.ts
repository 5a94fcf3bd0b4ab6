import * as contract from '@altyn/contract/network/session-services'
import type { Context } from '#platform/context'
import { answer } from '#platform/http/answer'
import { toApiTime } from '#platform/http/api-values'
import { findServices, findTariffs } from '../../catalogue/index.ts'
import {
  archiveSessionService,
  changeSessionService,
  createSessionService,
  restoreSessionService,
} from './keep-session-services.ts'
import { type SessionServiceRow, selectSessionServices } from './session-services.store.ts'

/** Services that access servers give within sessions. */
export const sessionServicesRoutes = [
  answer(contract.listSessionServices, async (ctx) => ({
    items: await toApiServices(ctx, await selectSessionServices(ctx)),
  })),
  answer(contract.createSessionService, async (ctx, { body }) =>
    toApiService(ctx, await createSessionService(ctx, body)),
  ),
  answer(contract.changeSessionService, async (ctx, { params, body, version }) =>
    toApiService(ctx, await changeSessionService(ctx, { id: params.id, version }, body)),
  ),
  answer(contract.archiveSessionService, async (ctx, { params, version }) => {
    await archiveSessionService(ctx, { id: params.id, version })
    return { ok: true as const }
  }),
  answer(contract.restoreSessionService, async (ctx, { params, version }) =>
    toApiService(ctx, await restoreSessionService(ctx, { id: params.id, version })),
  ),
]

async function toApiService(
  ctx: Context,
  row: SessionServiceRow,
): Promise<contract.SessionService> {
  const [service] = await toApiServices(ctx, [row])
  return service as contract.SessionService // one row in, one out
}

async function toApiServices(
  ctx: Context,
  rows: readonly SessionServiceRow[],
): Promise<contract.SessionService[]> {
  const idsOf = (key: 'tariffIds' | 'serviceIds') => [...new Set(rows.flatMap((row) => row[key]))]
  const tariffs = await findTariffs(ctx, idsOf('tariffIds'))
  const services = await findServices(ctx, idsOf('serviceIds'))
  return rows.map((row) => ({
    ...row,
    tariffs: row.tariffIds.map((id) => ({ id, name: tariffs.get(id)?.name ?? String(id) })),
    services: row.serviceIds.map((id) => ({ id, name: services.get(id)?.name ?? String(id) })),
    archivedAt: toApiTime(row.archivedAt),
  }))
}
