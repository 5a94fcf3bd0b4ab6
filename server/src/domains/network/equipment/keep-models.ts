import type { Context } from '#platform/context'
import { violates } from '#platform/database-errors'
import { Refusal, refuseField } from '#platform/refusal'
import { findServices } from '../../catalogue/index.ts'
import {
  deleteModel,
  findModel,
  insertModel,
  type ModelForm,
  type ModelRow,
  updateModel,
} from './models.store.ts'

export async function getModel(ctx: Context, id: number): Promise<ModelRow> {
  const model = await findModel(ctx, id)
  if (!model) throw new Refusal('network.equipment-model.not-found', { id })
  return model
}

/** Describes a model: of what kind its units are, and how they are told apart. */
export async function createModel(ctx: Context, form: ModelForm): Promise<ModelRow> {
  try {
    return await getModel(ctx, await insertModel(ctx, await soundForm(ctx, form)))
  } catch (error) {
    throw explained(error)
  }
}

/** Changes a model or hides it. Units that are kept already stay as they are. */
export async function changeModel(
  ctx: Context,
  edit: { id: number; version: number },
  change: Partial<ModelForm>,
): Promise<ModelRow> {
  const model = await getModel(ctx, edit.id)
  const form = await soundForm(ctx, { ...model, ...change })
  refuseOtherSort(model, form)
  try {
    const isChanged = await updateModel(ctx, edit, form)
    if (!isChanged) throw new Refusal('platform.version-mismatch')
  } catch (error) {
    throw explained(error)
  }
  return getModel(ctx, edit.id)
}

/** Removes a model that has no units; one that has them is hidden instead. */
export async function removeModel(ctx: Context, id: number): Promise<void> {
  const { name, unitsCount: count } = await getModel(ctx, id)
  if (count > 0) throw new Refusal('network.equipment-model-has-units', { name, count })
  try {
    await deleteModel(ctx, id)
  } catch (error) {
    // Somebody has taken the first unit in stock in this very moment.
    if (!violates(error, 'equipment_units_model_id_fkey')) throw error
    throw new Refusal('network.equipment-model-has-units', { name, count: 1 })
  }
}

async function soundForm(ctx: Context, form: ModelForm): Promise<ModelForm> {
  const isOther = form.kind === 'other'
  if (isOther && form.kindName === '') {
    throw refuseField('network.equipment-kind-unnamed', 'kindName')
  }
  await refuseWrongRent(ctx, form.rentServiceId)
  return {
    ...form,
    kindName: isOther ? form.kindName : '',
    serialFormat: form.serialNeed === 'none' ? '' : form.serialFormat,
    chipFormat: form.chipNeed === 'none' ? '' : form.chipFormat,
  }
}

/** A rent goes on until the unit comes back: a service that is done once is none. */
async function refuseWrongRent(ctx: Context, serviceId: number | null): Promise<void> {
  if (serviceId === null) return
  const service = (await findServices(ctx, [serviceId])).get(serviceId)
  if (!service) throw refuseField('network.unknown-rent', 'rentServiceId')
  if (service.kind === 'one-off') {
    throw refuseField('network.rent-is-one-off', 'rentServiceId', { name: service.name })
  }
}

/** Cards stand in units: what is a card in somebody's hands does not become a router. */
function refuseOtherSort(model: ModelRow, form: ModelForm): void {
  const isSame = (model.kind === 'smart-card') === (form.kind === 'smart-card')
  if (!isSame && model.unitsCount > 0) {
    throw refuseField('network.equipment-model-is-used', 'kind', { count: model.unitsCount })
  }
}

function explained(error: unknown): unknown {
  return violates(error, 'equipment_models_by_name')
    ? refuseField('network.equipment-model-name-taken', 'name')
    : error
}
