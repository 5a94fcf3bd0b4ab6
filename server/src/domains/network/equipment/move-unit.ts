import type { Context } from '#platform/context'
import { Refusal } from '#platform/refusal'
import { getContract } from '../../subscribers/index.ts'
import { getUnit, titleOf } from './keep-units.ts'
import { endPairing } from './pairings.store.ts'
import { placeUnits, type ShelfState } from './standings.store.ts'
import { lockUnits, type UnitRow } from './units.store.ts'

/** Where a unit comes to when nobody has it. */
export type Shelf = { state: ShelfState; place: string; reason: string }

/** Moves a unit that nobody has: to another store, into repair, out of use, or back again. */
export async function moveUnit(ctx: Context, id: number, shelf: Shelf): Promise<UnitRow> {
  await lockUnits(ctx)
  const unit = await getUnit(ctx, id)
  if (unit.contractId !== null) throw await heldBySomebody(ctx, unit)
  const isThere = unit.state === shelf.state && unit.place === shelf.place
  if (isThere) return unit
  await shelve(ctx, unit, shelf)
  return getUnit(ctx, id)
}

/**
 * Puts a unit on a shelf. The card in it comes along to a store; into repair or out of use a unit
 * goes alone, and so does a card that is moved without its unit.
 */
export async function shelve(ctx: Context, unit: UnitRow, shelf: Shelf): Promise<void> {
  await placeUnits(ctx, [unit.id], shelf)
  if (unit.pairId === null) return
  const isCard = unit.kind === 'smart-card'
  if (!isCard) await placeUnits(ctx, [unit.pairId], { ...shelf, state: 'stock' })
  if (isCard || shelf.state !== 'stock') await endPairing(ctx, unit.id, shelf.reason)
}

/** The refusal that says whose a unit is now. */
export async function heldBySomebody(
  ctx: Context,
  unit: UnitRow,
  field?: string,
): Promise<Refusal> {
  const { number } = await getContract(ctx, unit.contractId ?? 0)
  const facts = { unit: titleOf(unit), number }
  const fields = field === undefined ? [] : [{ field, rule: 'equipment-held' }]
  return new Refusal('network.equipment-held', facts, fields)
}
