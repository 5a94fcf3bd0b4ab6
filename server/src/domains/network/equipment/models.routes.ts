import * as contract from '@altyn/contract/network/equipment/models'
import type { Context } from '#platform/context'
import { answer } from '#platform/http/answer'
import { findServices } from '../../catalogue/index.ts'
import { changeModel, createModel, removeModel } from './keep-models.ts'
import { type ModelRow, selectModels } from './models.store.ts'

/** Models of equipment that stands with subscribers. */
export const equipmentModelsRoutes = [
  answer(contract.listEquipmentModels, async (ctx) => ({
    items: await toApiModels(ctx, await selectModels(ctx)),
  })),
  answer(contract.createEquipmentModel, async (ctx, { body }) =>
    toApiModel(ctx, await createModel(ctx, body)),
  ),
  answer(contract.changeEquipmentModel, async (ctx, { params, body, version }) =>
    toApiModel(ctx, await changeModel(ctx, { id: params.id, version }, body)),
  ),
  answer(contract.removeEquipmentModel, async (ctx, { params }) => {
    await removeModel(ctx, params.id)
    return { ok: true as const }
  }),
]

async function toApiModel(ctx: Context, row: ModelRow): Promise<contract.EquipmentModel> {
  const [model] = await toApiModels(ctx, [row])
  return model as contract.EquipmentModel // one row in, one out
}

async function toApiModels(
  ctx: Context,
  rows: readonly ModelRow[],
): Promise<contract.EquipmentModel[]> {
  const services = await findServices(
    ctx,
    rows.flatMap(({ rentServiceId }) => rentServiceId ?? []),
  )
  return rows.map((row) => ({
    ...row,
    rentServiceName: services.get(row.rentServiceId ?? 0)?.name ?? '',
  }))
}
