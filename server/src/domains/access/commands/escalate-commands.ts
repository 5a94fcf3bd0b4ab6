import { type Context, type Ground, systemActor } from '#platform/context'
import { tell } from '#platform/outbox'
import { inTransaction } from '#platform/transaction'
import {
  type CommandRow,
  countDisconnects,
  insertCommands,
  markFollowed,
  selectFruitless,
} from './commands.store.ts'
import { readAbilities } from './read-abilities.ts'

const LOOKED_BACK = { hours: 1 }
// What the server was sending while it answered says nothing about what it did.
const GRACE_SECONDS = 30
const DISCONNECTS_MAX = 3
const ACTOR = systemActor('network-commands')

/**
 * Every minute: a Disconnect that was acknowledged while the session went on is sent again, a speed or a service
 * that was refused becomes a Disconnect where the agent allows it. Three Disconnects are enough: then the
 * server does not do what it says, and its engineer sees it in the log.
 */
export async function escalateCommands(ground: Ground): Promise<void> {
  await inTransaction(ground, ACTOR, async (ctx) => {
    const since = ctx.now().subtract(LOOKED_BACK)
    const fruitless = await selectFruitless(ctx, { since, graceSeconds: GRACE_SECONDS })
    if (fruitless.length === 0) return
    const sent = await countDisconnects(
      ctx,
      fruitless.map(({ sessionId }) => sessionId),
      since,
    )
    const { mayRestart } = await readAbilities(ctx)
    const due = fruitless.filter(
      (command) =>
        (sent.get(command.sessionId) ?? 0) < DISCONNECTS_MAX &&
        (command.kind === 'disconnect' || mayRestart(command)),
    )
    await order(ctx, due)
  })
}

/** One Disconnect for a session, however many commands came to nothing. */
async function order(ctx: Context, due: readonly CommandRow[]): Promise<void> {
  const bySession = Map.groupBy(due, ({ sessionId }) => sessionId)
  const targets = [...bySession.values()].flatMap(([first]) => first ?? [])
  if (targets.length === 0) return
  const given = await insertCommands(ctx, targets, {
    kind: 'disconnect',
    reason: 'came-to-nothing',
  })
  await markFollowed(
    ctx,
    given.flatMap(({ id, sessionId }) =>
      (bySession.get(sessionId) ?? []).map((command) => ({ id: command.id, followedBy: id })),
    ),
  )
  await tell(ctx, 'access.command-given', { commandIds: given.map(({ id }) => String(id)) })
}
