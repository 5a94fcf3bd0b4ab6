import type { Context } from '#platform/context'
import { refuseField } from '#platform/refusal'
import { endRent, placeWithCard, refuseNotHeld, refuseNotInStock } from './hand-out.ts'
import { getUnit, titleOf } from './keep-units.ts'
import { type Shelf, shelve } from './move-unit.ts'
import { endPairing, insertPairing } from './pairings.store.ts'
import type { Holding } from './standings.store.ts'
import { lockUnits, type UnitRow } from './units.store.ts'

type Swap = Shelf & { newUnitId: number }

/**
 * Takes a unit back and hands another one out instead, on the same terms and for the same rent. The
 * card of the old one goes over into the new one, and a new card into the unit of the old one;
 * where the new one has a card of its own, the old card comes back. The answer is the new unit.
 */
export async function swapUnit(
  ctx: Context,
  id: number,
  { newUnitId, ...shelf }: Swap,
): Promise<UnitRow> {
  await lockUnits(ctx)
  const old = await getUnit(ctx, id)
  refuseNotHeld(old)
  const fresh = await getUnit(ctx, newUnitId)
  await refuseNotInStock(ctx, fresh, 'newUnitId')
  if ((old.kind === 'smart-card') !== (fresh.kind === 'smart-card')) {
    const facts = { unit: titleOf(old), other: titleOf(fresh) }
    throw refuseField('network.swap-of-another-sort', 'newUnitId', facts)
  }
  const { reason } = shelf
  const isHandedOver = old.pairId !== null && fresh.pairId === null
  if (isHandedOver) await endPairing(ctx, old.id, reason)
  else if (old.pairId !== null) await endRent(ctx, await getUnit(ctx, old.pairId), null)
  await shelve(ctx, isHandedOver ? { ...old, pairId: null } : old, shelf)
  await placeWithCard(ctx, fresh, { ...holdingOf(old), reason })
  if (isHandedOver) await pairWith(ctx, fresh, old.pairId ?? 0, reason)
  return getUnit(ctx, fresh.id)
}

function pairWith(ctx: Context, unit: UnitRow, otherId: number, reason: string): Promise<void> {
  const isCard = unit.kind === 'smart-card'
  const cardId = isCard ? unit.id : otherId
  return insertPairing(ctx, { cardId, unitId: isCard ? otherId : unit.id, reason })
}

function holdingOf({ contractId, accountId, terms, rentId }: UnitRow): Holding {
  return { contractId: contractId ?? 0, accountId, terms: terms ?? 'lent', rentId }
}
