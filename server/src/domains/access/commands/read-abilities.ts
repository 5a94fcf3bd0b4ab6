import type { Context } from '#platform/context'
import { dialectOf, listAgents, listNas } from '../../network/index.ts'

type AtServer = { nasId: number }
/** What can be done about the speed of a live session at its access server. */
export type Abilities = {
  /** By a CoA, while it goes on. */
  canChange(session: AtServer): boolean
  /** By ending it, so that it begins anew with the right one: the agent says so. */
  mayRestart(session: AtServer): boolean
}

export async function readAbilities(ctx: Context): Promise<Abilities> {
  const servers = new Map((await listNas(ctx)).map((nas) => [nas.id, nas]))
  const agents = new Map((await listAgents(ctx)).map((agent) => [agent.id, agent]))
  return {
    canChange: ({ nasId }) => dialectOf(servers.get(nasId)?.dialect ?? 'standard').canChangeSpeed,
    mayRestart: ({ nasId }) =>
      agents.get(servers.get(nasId)?.agentId ?? 0)?.radius?.restartsOnSpeedChange ?? true,
  }
}
