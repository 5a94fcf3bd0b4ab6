import { type Ground, readingContext, systemActor } from '#platform/context'
import { findAccounts, findHolderOfMac } from '../../accounts/index.ts'
import type { Profiles } from './profiles.ts'
import type { Profile } from './read-profile.ts'
import { createStrangers } from './strangers.ts'

const KNOWN_MAX = 200_000
const ACTOR = systemActor('radius')

/** Accounts by a MAC address that is theirs, for sign-ins that have no other name. */
export type MacLogins = {
  find(agentId: number, mac: string): Promise<Profile | undefined>
}

/** Remembers logins; whether the address still is the account's is seen at its profile. */
export function createMacLogins(ground: Ground, profiles: Profiles): MacLogins {
  const known = new Map<string, string>()
  const strangers = createStrangers()

  async function ask(key: string, agentId: number, mac: string): Promise<string | undefined> {
    const ctx = readingContext(ground, ACTOR)
    const station = await findHolderOfMac(ctx, { agentId, mac })
    const [account] = station ? await findAccounts(ctx, { ids: [station.accountId] }) : []
    if (known.size >= KNOWN_MAX) known.clear()
    if (account) known.set(key, account.login)
    else strangers.add(key)
    return account?.login
  }

  async function profileOf(
    agentId: number,
    login: string | undefined,
    mac: string,
  ): Promise<Profile | undefined> {
    const profile = login === undefined ? undefined : await profiles.find(agentId, login)
    return profile?.stations.includes(mac) ? profile : undefined
  }

  return {
    async find(agentId, mac) {
      const key = `${agentId}\n${mac}`
      const profile = await profileOf(agentId, known.get(key), mac)
      if (profile) return profile
      if (strangers.has(key)) return undefined
      return profileOf(agentId, await ask(key, agentId, mac), mac)
    },
  }
}
