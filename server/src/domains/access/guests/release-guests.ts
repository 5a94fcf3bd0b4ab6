import type { Context } from '#platform/context'
import { findAccounts } from '../../accounts/index.ts'
import { findGuestSessionsOf } from '../../usage/index.ts'
import { orderCommands } from '../order-network.ts'

/**
 * Ends the guest sessions of accounts that may work now, so that whoever has paid comes back with
 * access at once. Accounts that still may not are left as guests.
 */
export async function releaseGuests(ctx: Context, accountIds: readonly number[]): Promise<void> {
  const sessions = await findGuestSessionsOf(ctx, accountIds)
  if (sessions.length === 0) return
  const ids = sessions.flatMap(({ guestAccountId }) => guestAccountId ?? [])
  const working = new Set(
    (await findAccounts(ctx, { ids: [...new Set(ids)] }))
      .filter(({ state, tariffId }) => state === 'active' && tariffId !== null)
      .map(({ id }) => id),
  )
  await orderCommands(
    ctx,
    sessions.filter(({ guestAccountId }) => working.has(guestAccountId ?? 0)),
    { kind: 'disconnect', reason: 'guest-may-work' },
  )
}
