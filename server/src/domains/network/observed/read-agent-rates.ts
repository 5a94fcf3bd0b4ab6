import type { Context } from '#platform/context'
import { selectAgents } from '../nas.store.ts'
import { selectAgentMinutes } from './nas-minutes.store.ts'
import { selectLastContacts } from './nas-observations.store.ts'

const SHOWN_MINUTES = 60

export type AgentRates = {
  agentId: number
  lastContactAt: Temporal.Instant | null
  minutes: { minute: Temporal.Instant; signIns: number; rejects: number; accounting: number }[]
}

/** What came to every RADIUS agent in each of the last sixty whole minutes; a minute of silence is zeros. */
export async function readAgentRates(ctx: Context): Promise<AgentRates[]> {
  const thisMinute = ctx.now().round({ smallestUnit: 'minute', roundingMode: 'floor' })
  const since = thisMinute.subtract({ minutes: SHOWN_MINUTES })
  const told = Map.groupBy(await selectAgentMinutes(ctx, since), ({ agentId }) => agentId)
  const contacts = await selectLastContacts(ctx)
  const agents = (await selectAgents(ctx)).filter(({ radius }) => radius !== null)
  return agents.map(({ id }) => {
    const byMinute = new Map(told.get(id)?.map((row) => [row.minute.epochMilliseconds, row]))
    return {
      agentId: id,
      lastContactAt: contacts.get(id) ?? null,
      minutes: Array.from({ length: SHOWN_MINUTES }, (_, index) => {
        const minute = since.add({ minutes: index })
        const row = byMinute.get(minute.epochMilliseconds)
        const { signIns = 0, rejects = 0, accounting = 0 } = row ?? {}
        return { minute, signIns, rejects, accounting }
      }),
    }
  })
}
