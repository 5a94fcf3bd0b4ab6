import { sql } from 'kysely'
import type { Context } from '#platform/context'

/** Notes that an account takes a promotion; false when it had taken it before. */
export async function claimUse(
  ctx: Context,
  use: { promotionId: number; accountId: number; contractId: number },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into charging.promotion_uses (promotion_id, account_id, contract_id, used_at, author)
    values (${use.promotionId}, ${use.accountId}, ${use.contractId}, ${ctx.now()},
      ${ctx.actor.name})
    on conflict do nothing`.execute(ctx.tx)
  return numAffectedRows === 1n
}
