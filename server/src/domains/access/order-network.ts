import type { Context } from '#platform/context'
import { tell } from '#platform/outbox'
import { Refusal } from '#platform/refusal'
import { findAccounts } from '../accounts/index.ts'
import { askStateScripts, type Speed } from '../network/index.ts'
import { findOpenSession, findOpenSessionsOf, type Session } from '../usage/index.ts'
import {
  type CommandKind,
  type CommandRow,
  type CommandTarget,
  insertCommands,
  selectSessionsOrdered,
  upsertAppliedStates,
} from './commands/commands.store.ts'
import { readAbilities } from './commands/read-abilities.ts'
import { findEmergencyNow } from './emergency/emergencies.store.ts'
import { readDueSpeeds } from './read-speed-plans.ts'

/** Orders the access server to end a live session. What it answered shows on the command. */
export async function disconnectSession(ctx: Context, sessionId: bigint): Promise<CommandRow> {
  const session = await findOpenSession(ctx, sessionId)
  if (!session) throw new Refusal('access.session.not-found', { id: String(sessionId) })
  const [command] = await orderCommands(ctx, [session], { kind: 'disconnect', reason: 'by-hand' })
  return command as CommandRow // one session, one command
}

/**
 * Makes the network follow the states of accounts: sessions of those that may not work are ended.
 * Where there is none, the state is applied already: the next sign-in is refused. In an emergency
 * those who only lack money are left as they are until it is over. Ports with a policy are told as well.
 */
export async function enforceStates(ctx: Context, accountIds: readonly number[]): Promise<void> {
  const isLenient = (await findEmergencyNow(ctx)) !== undefined
  const accounts = (await findAccounts(ctx, { ids: accountIds })).filter(
    ({ state }) => !(isLenient && state === 'money'),
  )
  const barred = accounts.filter(({ state }) => state !== 'active')
  const sessions = await findOpenSessionsOf(
    ctx,
    barred.map(({ id }) => id),
  )
  await orderCommands(ctx, sessions, { kind: 'disconnect', reason: 'state-changed' })
  await askStateScripts(ctx, accounts, readDueSpeeds)
  const waiting = new Set(sessions.map(({ accountId }) => accountId))
  await upsertAppliedStates(
    ctx,
    accounts
      .filter(({ id }) => !waiting.has(id))
      .map(({ id, state }) => ({ accountId: id, state })),
  )
}

/**
 * Gives live sessions of accounts the speed that is due now, where they were told another: by CoA where
 * the server can, else they begin anew. A session that was ordered one lately is left to answer first.
 */
export async function followSpeeds(
  ctx: Context,
  accountIds: readonly number[],
  { patienceMinutes = 0 }: { patienceMinutes?: number } = {},
): Promise<void> {
  const sessions = await findOpenSessionsOf(ctx, accountIds)
  if (sessions.length === 0) return
  const due = await readDueSpeeds(ctx, await findAccounts(ctx, { ids: accountIds }))
  const ordered = await selectSessionsOrdered(
    ctx,
    sessions.map(({ id }) => id),
    ctx.now().subtract({ minutes: patienceMinutes }),
  )
  const differing = sessions.filter((session) => {
    const speed = due.get(session.accountId ?? 0)
    return speed && !wasTold(session, speed) && !ordered.has(session.id)
  })
  if (differing.length === 0) return
  const byReason = Map.groupBy(
    differing,
    ({ accountId }) => `speed-by-${due.get(accountId ?? 0)?.cause.kind}`,
  )
  const { canChange, mayRestart } = await readAbilities(ctx)
  for (const [reason, alike] of byReason) {
    await orderCommands(ctx, alike.filter(canChange), { kind: 'change-speed', reason })
    await orderCommands(
      ctx,
      alike.filter((session) => !canChange(session) && mayRestart(session)),
      { kind: 'disconnect', reason },
    )
  }
  await tell(ctx, 'access.speeds-due', {
    accountIds: [...new Set(differing.map(({ accountId }) => accountId))],
  })
}

function wasTold({ speedDownKbps, speedUpKbps }: Session, { downKbps, upKbps }: Speed): boolean {
  return speedDownKbps === downKbps && speedUpKbps === upKbps
}

/** Gives commands of one kind about live sessions. */
export async function orderCommands(
  ctx: Context,
  sessions: readonly Session[],
  order: { kind: CommandKind; reason: string },
): Promise<CommandRow[]> {
  if (sessions.length === 0) return []
  const commands = await insertCommands(ctx, sessions.map(toTarget), order)
  await tell(ctx, 'access.command-given', { commandIds: commands.map(({ id }) => String(id)) })
  return commands
}

/** What a command is about; one about a guest's session is told of at the account that the guest came by. */
export function toTarget({ id, ...session }: Session): CommandTarget {
  return {
    ...session,
    sessionId: id,
    accountId: session.accountId ?? session.guestAccountId,
  }
}
