import type { Context } from '#platform/context'
import { Refusal, refuseField } from '#platform/refusal'
import {
  assignService,
  cancelService,
  endService,
  findAccounts,
  findAssignedServices,
  readToday,
} from '../../accounts/index.ts'
import { getService } from '../../catalogue/index.ts'
import { getContract } from '../../subscribers/index.ts'
import { getUnit, titleOf } from './keep-units.ts'
import { heldBySomebody, type Shelf, shelve } from './move-unit.ts'
import { type Holding, type HoldingTerms, placeUnits } from './standings.store.ts'
import { lockUnits, type UnitRow } from './units.store.ts'

type HandOut = {
  contractId: number
  accountId: number | null
  terms: HoldingTerms
  rent: { serviceId: number; from: Temporal.PlainDate } | null
  reason: string
}

/**
 * Hands a unit out from stock to a contract, or to an account of it, with the card that is in it. A
 * rent is assigned to the account as a service. Of two who take the same unit the second is refused.
 */
export async function handOutUnit(ctx: Context, id: number, order: HandOut): Promise<UnitRow> {
  await lockUnits(ctx)
  const unit = await getUnit(ctx, id)
  await refuseNotInStock(ctx, unit)
  await refuseWrongHolder(ctx, order)
  const rentId = order.rent ? await beginRent(ctx, unit, order) : null
  await placeWithCard(ctx, unit, { ...order, rentId })
  return getUnit(ctx, id)
}

/** The unit and the card in it come to a subscriber; only the unit itself is charged for. */
export async function placeWithCard(
  ctx: Context,
  unit: UnitRow,
  holding: Holding & { reason: string },
): Promise<void> {
  await placeUnits(ctx, [unit.id], { ...holding, state: 'held' })
  if (unit.pairId === null) return
  await placeUnits(ctx, [unit.pairId], { ...holding, rentId: null, state: 'held' })
}

/** Takes a unit back from whoever has it. Its rent is charged until the day that is named. */
export async function takeBackUnit(
  ctx: Context,
  id: number,
  { rentUntil, ...shelf }: Shelf & { rentUntil: Temporal.PlainDate | null },
): Promise<UnitRow> {
  await lockUnits(ctx)
  const unit = await getUnit(ctx, id)
  refuseNotHeld(unit)
  await endRent(ctx, unit, rentUntil)
  if (unit.pairId !== null && unit.kind !== 'smart-card') {
    await endRent(ctx, await getUnit(ctx, unit.pairId), rentUntil)
  }
  await shelve(ctx, unit, shelf)
  return getUnit(ctx, id)
}

export function refuseNotHeld(unit: UnitRow): void {
  if (unit.contractId === null) {
    throw new Refusal('network.equipment-not-held', { unit: titleOf(unit) })
  }
}

/** A unit goes out from stock only, and a card without its unit does not. */
export async function refuseNotInStock(ctx: Context, unit: UnitRow, field?: string): Promise<void> {
  if (unit.state === 'held') throw await heldBySomebody(ctx, unit, field)
  refuseOutOfUse(unit, field)
  if (unit.kind === 'smart-card' && unit.pairId !== null) {
    const other = `${unit.pairModelName} ${unit.pairNumber}`
    throw new Refusal('network.card-in-unit', { unit: titleOf(unit), other }, fieldsOf(field))
  }
}

/** What is in repair or written off takes part in nothing. */
export function refuseOutOfUse(unit: UnitRow, field?: string): void {
  const facts = { unit: titleOf(unit) }
  if (unit.state === 'repair') {
    throw new Refusal('network.equipment-repair', facts, fieldsOf(field))
  }
  if (unit.state === 'written-off') {
    throw new Refusal('network.equipment-written-off', facts, fieldsOf(field))
  }
}

function fieldsOf(field: string | undefined) {
  return field === undefined ? [] : [{ field, rule: 'equipment-not-in-stock' }]
}

async function refuseWrongHolder(ctx: Context, order: HandOut): Promise<void> {
  const contract = await getContract(ctx, order.contractId)
  const { number } = contract
  if (contract.closedOn) throw refuseField('network.contract-closed', 'contractId', { number })
  if (order.rent && (order.terms !== 'rented' || order.accountId === null)) {
    throw refuseField('network.rent-without-account', 'rent.serviceId')
  }
  if (order.accountId === null) return
  const [account] = await findAccounts(ctx, { ids: [order.accountId] })
  if (account?.contractId !== order.contractId) {
    throw refuseField('network.account-of-another', 'accountId', { number })
  }
  if (account.closedAt) {
    throw refuseField('network.account-closed', 'accountId', { login: account.login })
  }
}

async function beginRent(
  ctx: Context,
  unit: UnitRow,
  { accountId, rent }: HandOut,
): Promise<number | null> {
  if (accountId === null || rent === null) return null
  const service = await getService(ctx, rent.serviceId)
  if (service.kind === 'one-off') {
    throw refuseField('network.rent-is-one-off', 'rent.serviceId', { name: service.name })
  }
  const { id } = await assignService(ctx, {
    ...rent,
    accountId,
    quantity: 1,
    until: null,
    plan: null,
    comment: titleOf(unit),
  })
  return id
}

/**
 * Ends what is charged for a unit, before the day that is named or with today. A rent that was to
 * begin later is as if it never was; one that has ended stays as it ended.
 */
export async function endRent(
  ctx: Context,
  { accountId, rentId }: UnitRow,
  rentUntil: Temporal.PlainDate | null,
): Promise<void> {
  if (accountId === null || rentId === null) return
  const tomorrow = (await readToday(ctx)).add({ days: 1 })
  const until = rentUntil ?? tomorrow
  const rent = (await findAssignedServices(ctx, [accountId])).find(({ id }) => id === rentId)
  if (!rent || rent.cancelledAt) return
  const { id, version } = rent
  const isBefore = (day: Temporal.PlainDate | null, other: Temporal.PlainDate) =>
    day !== null && Temporal.PlainDate.compare(day, other) <= 0
  if (isBefore(rent.until, until)) return
  if (isBefore(until, rent.from)) await cancelService(ctx, { id, version })
  else await endService(ctx, { id, version, until })
}
