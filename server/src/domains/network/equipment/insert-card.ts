import type { Context } from '#platform/context'
import { Refusal, refuseField } from '#platform/refusal'
import { refuseOutOfUse } from './hand-out.ts'
import { getUnit, titleOf } from './keep-units.ts'
import { heldBySomebody } from './move-unit.ts'
import { endPairing, insertPairing } from './pairings.store.ts'
import { placeUnits } from './standings.store.ts'
import { lockUnits, type UnitRow } from './units.store.ts'

type Insertion = { unitId: number; reason: string }

/**
 * Puts a smart card into a unit. A card from stock comes to wherever the unit is: into its store, or
 * to whoever has it on the same terms. A card that somebody has goes into a unit of theirs only.
 */
export async function insertCard(
  ctx: Context,
  cardId: number,
  { unitId, reason }: Insertion,
): Promise<UnitRow> {
  await lockUnits(ctx)
  const card = await getUnit(ctx, cardId)
  const unit = await getUnit(ctx, unitId)
  refuseWrongSorts(card, unit)
  for (const [one, field] of [[card] as const, [unit, 'unitId'] as const]) {
    refuseUnusable(one, field)
  }
  if (card.state === 'held' && card.contractId !== unit.contractId) {
    throw await heldBySomebody(ctx, card)
  }
  if (card.state === 'stock') await bringTo(ctx, card, unit, reason)
  await insertPairing(ctx, { cardId, unitId, reason })
  return getUnit(ctx, cardId)
}

/** Takes a card out of its unit. Both stay where they are. */
export async function takeOutCard(
  ctx: Context,
  cardId: number,
  { reason }: { reason: string },
): Promise<UnitRow> {
  await lockUnits(ctx)
  const card = await getUnit(ctx, cardId)
  if (card.kind !== 'smart-card') throw new Refusal('network.not-a-card', { unit: titleOf(card) })
  await endPairing(ctx, cardId, reason)
  return getUnit(ctx, cardId)
}

function refuseWrongSorts(card: UnitRow, unit: UnitRow): void {
  if (card.kind !== 'smart-card') throw new Refusal('network.not-a-card', { unit: titleOf(card) })
  if (unit.kind === 'smart-card') {
    throw refuseField('network.card-into-card', 'unitId', { unit: titleOf(unit) })
  }
}

/** What is in repair or written off takes part in nothing, nor does what is paired already. */
function refuseUnusable(unit: UnitRow, field?: string): void {
  refuseOutOfUse(unit, field)
  if (unit.pairId === null) return
  const fields = field === undefined ? [] : [{ field, rule: 'equipment-not-in-stock' }]
  const other = `${unit.pairModelName} ${unit.pairNumber}`
  throw new Refusal('network.equipment-paired', { unit: titleOf(unit), other }, fields)
}

async function bringTo(
  ctx: Context,
  card: UnitRow,
  { state, place, contractId, accountId, terms }: UnitRow,
  reason: string,
): Promise<void> {
  if (contractId !== null && terms !== null) {
    const holding = { contractId, accountId, terms, rentId: null }
    await placeUnits(ctx, [card.id], { ...holding, state: 'held', reason })
  } else if (state === 'stock' && place !== card.place) {
    await placeUnits(ctx, [card.id], { state, place, reason })
  }
}
