import { type Context, type Ground, systemActor } from '#platform/context'
import { tell } from '#platform/outbox'
import { inTransaction } from '#platform/transaction'
import { claimProbes, type DoubtReason, doubtSessions, type ProbeOrder } from '../../usage/index.ts'
import { type CommandRow, insertCommands } from './commands.store.ts'

const ACTOR = systemActor('network-commands')
const REASONS: Record<DoubtReason, string> = { silent: 'session-silent', newer: 'newer-session' }

/**
 * Every minute: finds live sessions that may be over, and asks their servers, by a question that changes nothing or by
 * a Disconnect. What they answer settles the doubt.
 */
export async function probeSessions(ground: Ground): Promise<void> {
  await inTransaction(ground, ACTOR, doubtSessions)
  await inTransaction(ground, ACTOR, async (ctx) => {
    const probes = await claimProbes(ctx)
    for (const [, alike] of Map.groupBy(probes, ({ reason, probe }) => `${reason} ${probe}`)) {
      await order(ctx, alike)
    }
  })
}

async function order(ctx: Context, probes: readonly ProbeOrder[]): Promise<void> {
  const [first] = probes
  if (!first) return
  const kind = first.probe === 'ask' ? 'probe' : 'disconnect'
  const given = await insertCommands(ctx, probes, { kind, reason: REASONS[first.reason] })
  await tell(ctx, 'access.command-given', { commandIds: given.map(({ id }) => String(id)) })
}

/** Why the session of a command is in doubt; undefined of a command that was given for another reason. */
export function doubtOf({ reason }: Pick<CommandRow, 'reason'>): DoubtReason | undefined {
  if (reason === REASONS.silent) return 'silent'
  return reason === REASONS.newer ? 'newer' : undefined
}
