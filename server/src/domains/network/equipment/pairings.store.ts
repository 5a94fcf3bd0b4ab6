import { sql } from 'kysely'
import type { Context } from '#platform/context'

/** The number that the other unit `o` is told apart by. */
export const NUMBER_OF_OTHER = sql`coalesce(nullif(o.serial, ''), nullif(o.mac, ''),
  nullif(o.chip_id, ''), o.name, '')`

/** A card in a unit over time, seen from either of them. */
export type PairingRow = {
  id: number
  /** The other one. */
  unitId: number
  modelName: string
  number: string
  from: Temporal.Instant
  until: Temporal.Instant | null
  reason: string
  author: string
  endReason: string
  endedBy: string
}

/** Which cards were in a unit, or in which units a card was, the latest first. */
export async function selectPairings(ctx: Context, unitId: number): Promise<PairingRow[]> {
  const { rows } = await sql<PairingRow>`
    select p.id, o.id as "unitId", m.name as "modelName",
      ${NUMBER_OF_OTHER} as number,
      lower(p.valid) as "from", upper(p.valid) as until, p.reason, p.author,
      p.ended_reason as "endReason", p.ended_by as "endedBy"
    from network.equipment_pairings p
    join network.equipment_units o
      on o.id = case when p.card_id = ${unitId} then p.unit_id else p.card_id end
    join network.equipment_models m on m.id = o.model_id
    where p.card_id = ${unitId} or p.unit_id = ${unitId}
    order by lower(p.valid) desc`.execute(ctx.tx)
  return rows
}

export async function insertPairing(
  ctx: Context,
  pairing: { cardId: number; unitId: number; reason: string },
): Promise<void> {
  const { cardId, unitId, reason } = pairing
  await sql`
    insert into network.equipment_pairings (card_id, unit_id, reason, author, valid)
    select ${cardId}, ${unitId}, ${reason}, ${ctx.actor.name},
      -- In the instant in which another pairing has ended, a moment after it.
      tstzrange(greatest(${ctx.now()}::timestamptz, max(upper(valid))), null)
    from network.equipment_pairings
    where card_id = ${cardId} or unit_id = ${unitId}`.execute(ctx.tx)
}

/** Ends the pairing that the unit or the card is part of now. */
export async function endPairing(ctx: Context, unitId: number, reason: string): Promise<void> {
  await sql`
    update network.equipment_pairings
    set valid = tstzrange(lower(valid),
        greatest(${ctx.now()}::timestamptz, lower(valid) + interval '1 microsecond')),
      ended_reason = ${reason}, ended_by = ${ctx.actor.name}
    where (card_id = ${unitId} or unit_id = ${unitId}) and upper(valid) is null`.execute(ctx.tx)
}
