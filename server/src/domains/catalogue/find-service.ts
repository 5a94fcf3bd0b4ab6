import type { Context } from '#platform/context'
import { Refusal } from '#platform/refusal'
import {
  type ServiceRow,
  type ServiceVersionRow,
  selectServices,
  selectServiceVersions,
} from './services.store.ts'

export type Service = ServiceRow & { versions: ServiceVersionRow[] }

export async function getService(ctx: Context, id: number): Promise<Service> {
  const service = (await findServices(ctx, [id])).get(id)
  if (!service) throw new Refusal('catalogue.service.not-found', { id })
  return service
}

/** Services with all their prices, by id. */
export async function findServices(
  ctx: Context,
  ids: readonly number[],
): Promise<Map<number, Service>> {
  return withVersions(ctx, await selectServices(ctx, { ids }))
}

export async function listServices(
  ctx: Context,
  filter: { isArchived: boolean },
): Promise<Service[]> {
  return [...(await withVersions(ctx, await selectServices(ctx, filter))).values()]
}

async function withVersions(ctx: Context, services: ServiceRow[]): Promise<Map<number, Service>> {
  const versions = await selectServiceVersions(
    ctx,
    services.map(({ id }) => id),
  )
  const byService = Map.groupBy(versions, ({ serviceId }) => serviceId)
  return new Map(
    services.map((service) => [
      service.id,
      { ...service, versions: byService.get(service.id) ?? [] },
    ]),
  )
}
