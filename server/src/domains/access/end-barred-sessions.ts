import { type Context, type Ground, readingContext, systemActor } from '#platform/context'
import { inTransaction } from '#platform/transaction'
import { findAccounts, findGroupsOfAccounts } from '../accounts/index.ts'
import {
  type BarredStation,
  type Bearer,
  listNas,
  prepareBar,
  readBarredStations,
} from '../network/index.ts'
import { findOpenSession, listSessionMarks, type SessionMark } from '../usage/index.ts'
import { orderCommands } from './order-network.ts'

const AT_ONCE = 1000
const ACTOR = systemActor('barred')
const NOBODY = { accountId: null, accountGroupId: null, tariffId: null }

/**
 * A device that has just been barred loses the sessions that it has. Safe to cut off and to repeat: a session that was
 * ended is not there any more.
 */
export async function endBarredSessions(ground: Ground, barredId: number): Promise<void> {
  const reading = readingContext(ground, ACTOR)
  const rule = (await readBarredStations(reading)).find(({ id }) => id === barredId)
  if (!rule) return
  const agentOf = new Map((await listNas(reading)).map(({ id, agentId }) => [id, agentId]))
  const isBarred = prepareBar([{ ...rule, ...NOBODY }])
  let after: bigint | undefined = 0n
  while (after !== undefined) {
    const place: { after: bigint; limit: number } = { after, limit: AT_ONCE }
    const marks = await listSessionMarks(reading, place)
    const near = marks.filter(({ nasId, callingStation }) =>
      isBarred({ nasId, agentId: agentOf.get(nasId) ?? 0 }, callingStation, undefined),
    )
    if (near.length > 0) await inTransaction(ground, ACTOR, (ctx) => endNear(ctx, near, rule))
    after = marks.length === AT_ONCE ? marks.at(-1)?.id : undefined
  }
}

/** Ends those sessions of a barred device whose accounts are meant. */
async function endNear(
  ctx: Context,
  near: readonly SessionMark[],
  rule: BarredStation,
): Promise<void> {
  const bearers = await findBearers(ctx, near)
  const isMeant = prepareBar([rule])
  const meant = near.filter(({ nasId, accountId, callingStation }) =>
    isMeant({ nasId, agentId: rule.agentId ?? 0 }, callingStation, bearers.get(accountId ?? 0)),
  )
  const sessions = await Promise.all(meant.map(({ id }) => findOpenSession(ctx, id)))
  const open = sessions.filter((session) => session !== undefined)
  await orderCommands(ctx, open, { kind: 'disconnect', reason: 'station-barred' })
}

async function findBearers(
  ctx: Context,
  marks: readonly SessionMark[],
): Promise<Map<number, Bearer>> {
  const ids = marks.flatMap(({ accountId }) => accountId ?? [])
  const groups = Map.groupBy(await findGroupsOfAccounts(ctx, ids), ({ accountId }) => accountId)
  const accounts = await findAccounts(ctx, { ids })
  return new Map(
    accounts.map(({ id, tariffId }) => {
      const groupIds = (groups.get(id) ?? []).map(({ groupId }) => groupId)
      return [id, { accountId: id, tariffId, groupIds }]
    }),
  )
}
