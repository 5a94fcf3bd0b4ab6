import type { Context } from '#platform/context'
import { dialectOf, listAgents, listNas } from '../network/index.ts'
import {
  type DoubtRow,
  doubtSilent,
  doubtSuperseded,
  markProbed,
  type ServerLoad,
  selectDoubts,
  selectServerLoads,
  settleDoubts,
} from './doubts.store.ts'
import {
  GRACE_SECONDS,
  MISSED_MAX,
  PROBE_AGAIN_MINUTES,
  planProbe,
} from './rules/session-evidence.ts'

const AT_ONCE = 5000
// Longer than the pause between two looks: what began during the last one is not missed.
const NEWER_LOOKED_BACK = { minutes: 10 }
/** More are asked about with the next look. */
const PROBES_MAX_OF_SERVER = 500

/**
 * Looks which live sessions may be over: silent for longer than promised, or replaced by a newer one of the same
 * device. Doubts of sessions that have been heard of again are dropped. May be repeated.
 */
export async function doubtSessions(ctx: Context): Promise<void> {
  await settleDoubts(ctx)
  const promises = [...(await readServers(ctx)).values()]
  const silence = { promises, missedMax: MISSED_MAX, graceSeconds: GRACE_SECONDS, limit: AT_ONCE }
  await inSlices(() => doubtSilent(ctx, silence))
  const since = ctx.now().subtract(NEWER_LOOKED_BACK)
  await inSlices(() => doubtSuperseded(ctx, { since, limit: AT_ONCE }))
}

async function inSlices(doubt: () => Promise<number>): Promise<void> {
  while ((await doubt()) === AT_ONCE);
}

type Server = {
  nasId: number
  interimSeconds: number
  canChangeSpeed: boolean
  keepsLastOnly: boolean
}

async function readServers(ctx: Context): Promise<Map<number, Server>> {
  const agents = new Map((await listAgents(ctx)).map((agent) => [agent.id, agent]))
  const servers = (await listNas(ctx)).flatMap((nas): [number, Server][] => {
    const agent = agents.get(nas.agentId)
    if (!agent) return []
    return [
      [
        nas.id,
        {
          nasId: nas.id,
          interimSeconds: nas.interimSeconds ?? agent.interimSeconds,
          canChangeSpeed: dialectOf(nas.dialect).canChangeSpeed,
          keepsLastOnly: agent.radius?.lastAuthOnly ?? false,
        },
      ],
    ]
  })
  return new Map(servers)
}

/** A doubtful session that its server has to be asked about, or told to end. */
export type ProbeOrder = Pick<
  DoubtRow,
  'sessionId' | 'nasId' | 'accountId' | 'contractId' | 'acctSessionId' | 'login' | 'reason'
> & { probe: 'ask' | 'end' }

/** Decides about which doubtful sessions their servers are asked now, and writes down that they are. */
export async function claimProbes(ctx: Context): Promise<ProbeOrder[]> {
  const servers = await readServers(ctx)
  const loads = new Map((await selectServerLoads(ctx)).map((load) => [load.nasId, load]))
  const askedBefore = ctx.now().subtract({ minutes: PROBE_AGAIN_MINUTES })
  const counts = new Map<number, number>()
  const orders: ProbeOrder[] = []
  let doubts: DoubtRow[] = []
  do {
    const after = doubts.at(-1)?.sessionId ?? 0n
    doubts = await selectDoubts(ctx, { askedBefore, after, limit: AT_ONCE })
    for (const doubt of doubts) {
      const server = servers.get(doubt.nasId)
      const load = loads.get(doubt.nasId)
      const count = counts.get(doubt.nasId) ?? 0
      if (!server || !load || count >= PROBES_MAX_OF_SERVER) continue
      const order = toOrder(doubt, { server, load, now: ctx.now() })
      orders.push(...order)
      counts.set(doubt.nasId, count + order.length)
    }
  } while (doubts.length === AT_ONCE)
  await markProbed(
    ctx,
    orders.map(({ sessionId }) => sessionId),
  )
  return orders
}

function toOrder(
  doubt: DoubtRow,
  { server, load, now }: { server: Server; load: ServerLoad; now: Temporal.Instant },
): ProbeOrder[] {
  const canBeAsked = server.canChangeSpeed && doubt.hasSpeed
  const probe = planProbe(
    {
      ...doubt,
      promisedSeconds: doubt.interimSeconds ?? server.interimSeconds,
      server: { ...load, canBeAsked, keepsLastOnly: server.keepsLastOnly },
    },
    now,
  )
  return probe === 'wait' ? [] : [{ ...doubt, probe }]
}
