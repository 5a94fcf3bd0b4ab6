import type { Context } from '#platform/context'
import { tell } from '#platform/outbox'
import { Refusal } from '#platform/refusal'
import { findAccounts } from '../accounts/index.ts'
import { dialectOf, listNas } from '../network/index.ts'
import { findOpenSession, findOpenSessionsOf, type Session } from '../usage/index.ts'
import {
  type CommandKind,
  type CommandRow,
  insertCommand,
  upsertAppliedStates,
} from './commands.store.ts'

/** Orders the access server to end a live session. What it answered shows on the command. */
export async function disconnectSession(ctx: Context, sessionId: bigint): Promise<CommandRow> {
  const session = await findOpenSession(ctx, sessionId)
  if (!session) throw new Refusal('access.session.not-found', { id: String(sessionId) })
  const [command] = await order(ctx, [session], { kind: 'disconnect', reason: 'by-hand' })
  return command as CommandRow // one session, one command
}

/**
 * Makes the network follow the states of accounts: sessions of those that may not work are ended.
 * Where there is none, the state is applied already: the next sign-in is refused.
 */
export async function enforceStates(ctx: Context, accountIds: readonly number[]): Promise<void> {
  const accounts = await findAccounts(ctx, { ids: accountIds })
  const barred = accounts.filter(({ state }) => state !== 'active')
  const sessions = await findOpenSessionsOf(
    ctx,
    barred.map(({ id }) => id),
  )
  await order(ctx, sessions, { kind: 'disconnect', reason: 'state-changed' })
  const waiting = new Set(sessions.map(({ accountId }) => accountId))
  await upsertAppliedStates(
    ctx,
    accounts
      .filter(({ id }) => !waiting.has(id))
      .map(({ id, state }) => ({ accountId: id, state })),
  )
}

/** Gives live sessions the speed of the present tariff: by CoA where the server can, else anew. */
export async function changeSpeeds(ctx: Context, accountIds: readonly number[]): Promise<void> {
  const sessions = await findOpenSessionsOf(ctx, accountIds)
  if (sessions.length === 0) return
  const servers = new Map((await listNas(ctx)).map((nas) => [nas.id, nas]))
  const canChange = ({ nasId }: Session) =>
    dialectOf(servers.get(nasId)?.dialect ?? 'standard').canChangeSpeed
  const reason = 'tariff-changed'
  await order(ctx, sessions.filter(canChange), { kind: 'change-speed', reason })
  await order(
    ctx,
    sessions.filter((session) => !canChange(session)),
    { kind: 'disconnect', reason },
  )
}

async function order(
  ctx: Context,
  sessions: readonly Session[],
  { kind, reason }: { kind: CommandKind; reason: string },
): Promise<CommandRow[]> {
  if (sessions.length === 0) return []
  const commands: CommandRow[] = []
  for (const { id, nasId, accountId, contractId, acctSessionId, login } of sessions) {
    const session = { sessionId: id, nasId, accountId, contractId, acctSessionId, login }
    commands.push(await insertCommand(ctx, { ...session, kind, reason }))
  }
  await tell(ctx, 'access.command-given', { commandIds: commands.map(({ id }) => String(id)) })
  return commands
}
