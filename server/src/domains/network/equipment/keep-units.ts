import type { Context } from '#platform/context'
import { violates } from '#platform/database-errors'
import { invariant } from '#platform/invariant'
import { Refusal, refuseField } from '#platform/refusal'
import { readToday } from '../../accounts/index.ts'
import {
  faultsOfIdentity,
  type Identification,
  type IdentityRule,
  plainIdentity,
} from '../rules/equipment/unit-identity.ts'
import { getModel } from './keep-models.ts'
import type { ModelRow } from './models.store.ts'
import { selectPairings } from './pairings.store.ts'
import { hasEverBeenHeld, placeUnits } from './standings.store.ts'
import {
  deleteUnit,
  findUnit,
  insertUnits,
  lockUnits,
  type NewUnit,
  type UnitColumns,
  type UnitRow,
  updateUnit,
} from './units.store.ts'

const CODES: Record<IdentityRule, string> = {
  missing: 'network.unit-number-missing',
  unused: 'network.unit-number-unused',
  format: 'network.unit-number-format',
  nameless: 'network.unit-nameless',
}

export async function getUnit(ctx: Context, id: number): Promise<UnitRow> {
  const unit = await findUnit(ctx, id)
  if (!unit) throw new Refusal('network.equipment-unit.not-found', { id })
  return unit
}

/** What a person would call a unit: its model, and the number that it is told apart by. */
export function titleOf(unit: Pick<UnitRow, 'modelName' | 'serial' | 'mac' | 'chipId' | 'name'>) {
  return `${unit.modelName} ${unit.serial || unit.mac || unit.chipId || unit.name}`
}

/** Takes a unit in stock. Its warranty is that of the model from today on, unless it is said. */
export async function createUnit(
  ctx: Context,
  { place, ...form }: NewUnit & { place: string },
): Promise<UnitRow> {
  const model = await getModel(ctx, form.modelId)
  if (model.isHidden) {
    throw refuseField('network.equipment-model-hidden', 'modelId', { name: model.name })
  }
  const unit = soundUnit(model, form)
  const warrantyUntil = unit.warrantyUntil ?? warrantyFrom(model, await readToday(ctx))
  try {
    const [id] = await insertUnits(ctx, [{ ...unit, modelId: model.id, warrantyUntil }])
    invariant(id, 'a unit that was written has an id')
    await placeUnits(ctx, [id], { state: 'stock', place, reason: '' })
    return await getUnit(ctx, id)
  } catch (error) {
    throw explained(error, unit)
  }
}

/** The last day of the warranty of a model that begins on a day. */
export function warrantyFrom(
  { warrantyMonths }: Pick<ModelRow, 'warrantyMonths'>,
  day: Temporal.PlainDate,
): Temporal.PlainDate | null {
  return warrantyMonths === 0 ? null : day.add({ months: warrantyMonths }).subtract({ days: 1 })
}

/** Changes what is said of a unit, wherever it is. Its model stays. */
export async function changeUnit(
  ctx: Context,
  edit: { id: number; version: number },
  change: Partial<UnitColumns>,
): Promise<UnitRow> {
  const before = await getUnit(ctx, edit.id)
  const unit = soundUnit(await getModel(ctx, before.modelId), { ...before, ...change })
  try {
    if (!(await updateUnit(ctx, edit, unit))) throw new Refusal('platform.version-mismatch')
  } catch (error) {
    throw explained(error, unit)
  }
  return getUnit(ctx, edit.id)
}

/** Removes a unit that was entered by mistake; one that has a history is written off instead. */
export async function removeUnit(ctx: Context, id: number): Promise<void> {
  await lockUnits(ctx)
  const unit = await getUnit(ctx, id)
  const hasHistory = (await hasEverBeenHeld(ctx, id)) || (await selectPairings(ctx, id)).length > 0
  if (hasHistory) throw new Refusal('network.equipment-has-history', { unit: titleOf(unit) })
  await deleteUnit(ctx, id)
}

/** A unit with numbers in their plain form; wrong ones are refused by the rules of the model. */
function soundUnit<Unit extends UnitColumns>(
  model: Identification & { name: string },
  unit: Unit,
): Unit {
  const plain = { ...unit, ...plainIdentity(unit) }
  const [fault] = faultsOfIdentity(model, plain)
  if (!fault) return plain
  const format = fault.field === 'serial' ? model.serialFormat : model.chipFormat
  throw refuseField(CODES[fault.rule], fault.field, { model: model.name, format })
}

function explained(error: unknown, unit: UnitColumns): unknown {
  if (violates(error, 'equipment_units_by_serial')) {
    return refuseField('network.unit-serial-taken', 'serial', { serial: unit.serial })
  }
  if (violates(error, 'equipment_units_by_mac')) {
    return refuseField('network.unit-mac-taken', 'mac', { mac: unit.mac })
  }
  if (violates(error, 'equipment_units_by_chip')) {
    return refuseField('network.unit-chip-taken', 'chipId', { chipId: unit.chipId })
  }
  return error
}
