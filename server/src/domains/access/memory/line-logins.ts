import { type Ground, readingContext, systemActor } from '#platform/context'
import { findLoginsOn, type Line, leadsTo } from '../../network/index.ts'
import type { Profiles } from './profiles.ts'
import type { Profile } from './read-profile.ts'

const KNOWN_MAX = 200_000
const ACTOR = systemActor('radius')

/** Whose line it is: of one account, of several who share it, or of nobody. */
export type LineOwner = { profile: Profile | undefined; isShared: boolean }
/** Accounts by the port or the ONU that they are bound to, for sign-ins that have no name. */
export type LineLogins = {
  find(agentId: number, line: Line): Promise<LineOwner>
  /** Somebody came to these ports or left them. */
  evict(portIds: readonly number[]): void
  evictAll(): void
}

/** Remembers whose a line is until somebody comes to its port or leaves it. */
export function createLineLogins(ground: Ground, profiles: Profiles): LineLogins {
  const known = new Map<number, Map<string, readonly string[]>>()
  let changes = 0

  async function loginsOn(agentId: number, { portId, onuId }: Line): Promise<readonly string[]> {
    const key = `${agentId}\n${onuId ?? ''}`
    const kept = known.get(portId)?.get(key)
    if (kept) return kept
    const before = changes
    const logins = await findLoginsOn(readingContext(ground, ACTOR), { agentId, portId, onuId })
    if (before !== changes) return logins
    if (known.size >= KNOWN_MAX) known.clear()
    const ofPort = known.get(portId) ?? new Map<string, readonly string[]>()
    known.set(portId, ofPort.set(key, logins))
    return logins
  }

  return {
    async find(agentId, line) {
      const [login, other] = await loginsOn(agentId, line)
      if (login === undefined) return { profile: undefined, isShared: false }
      if (other !== undefined) return { profile: undefined, isShared: true }
      const profile = await profiles.find(agentId, login)
      const isOwner = profile?.place && leadsTo(line, profile.place)
      return { profile: isOwner ? profile : undefined, isShared: false }
    },
    evict(portIds) {
      changes += 1
      for (const portId of portIds) known.delete(portId)
    },
    evictAll() {
      changes += 1
      known.clear()
    },
  }
}
