import { type Ground, readingContext, systemActor } from '#platform/context'
import type { SecretBox } from '#platform/secret-box'
import type { LoginKey } from '../../accounts/index.ts'
import { readMomentClock } from '../read-speed-plans.ts'
import { type DueSpeed, dueSpeed } from '../rules/due-speed.ts'
import type { MomentClock } from '../rules/moment-clock.ts'
import { gather } from './gather.ts'
import { createKeysByDevice } from './keys-by-device.ts'
import { type Looks, type Profile, readProfiles } from './read-profile.ts'
import { createStrangers } from './strangers.ts'

const PROFILES_MAX = 500_000
const ACTOR = systemActor('radius')

/** Profiles by login, bounded, filled on demand, kept until a change evicts them. */
export type Profiles = {
  /** Answers from memory where it can; asks the database otherwise. */
  find(agentId: number, login: string): Profile | undefined | Promise<Profile | undefined>
  /** The speed that is due now; undefined without a tariff. */
  speedOf(profile: Profile): DueSpeed | undefined
  evictAccounts(accountIds: readonly number[]): void
  /** Accounts that are bound to these devices. */
  evictDevices(deviceIds: readonly number[]): void
  /** Forgets everything: after a loss of contact, or a change that touches many. */
  evictAll(): void
  evictStrangers(): void
  /** Bands of time or the calendar have changed; what was known serves until the new ones are read. */
  rereadHours(): Promise<void>
  size(): number
}

export function createProfiles(ground: Ground, box: SecretBox, looks: Looks): Profiles {
  const known = createKnownProfiles()
  const strangers = createStrangers()
  const loading = new Map<string, Promise<Profile | undefined>>()
  let clock: MomentClock | undefined

  async function rereadHours(): Promise<void> {
    clock = await readMomentClock(readingContext(ground, ACTOR))
  }

  async function knownClock(): Promise<MomentClock> {
    if (!clock) await rereadHours()
    return clock as MomentClock // just read
  }

  const read = gather(async (keys: readonly LoginKey[]) =>
    readProfiles(readingContext(ground, ACTOR), box, { clock: await knownClock(), looks }, keys),
  )

  async function load(key: string, agentId: number, login: string): Promise<Profile | undefined> {
    const compose = await read({ agentId, login })
    const profile = compose()
    // An eviction while the database was asked makes this answer old: it serves once.
    if (!loading.delete(key)) return profile
    if (profile) known.put(key, profile)
    else strangers.add(key)
    return profile
  }

  return {
    find(agentId, login) {
      const key = `${agentId}\n${login.toLowerCase()}`
      const profile = known.get(key)
      if (profile) return profile
      if (strangers.has(key)) return undefined
      const asked = loading.get(key)
      if (asked) return asked
      const fresh = load(key, agentId, login).catch((error: unknown) => {
        loading.delete(key)
        throw error
      })
      loading.set(key, fresh)
      return fresh
    },
    speedOf({ speedPlan }) {
      // A profile was read with the clock, so there is one.
      const moment = clock?.(ground.clock.now().epochMilliseconds)
      return speedPlan && moment && dueSpeed(speedPlan, moment)
    },
    rereadHours,
    evictAccounts(accountIds) {
      known.dropAccounts(accountIds)
      loading.clear()
    },
    evictDevices(deviceIds) {
      known.dropDevices(deviceIds)
      loading.clear()
    },
    evictAll() {
      known.clear()
      strangers.clear()
      loading.clear()
    },
    evictStrangers: strangers.clear,
    size: known.size,
  }
}

/** What is known, found by login and forgotten by account or by the device that it is bound to. */
function createKnownProfiles() {
  const profiles = new Map<string, Profile>()
  const keyOfAccount = new Map<number, string>()
  const bound = createKeysByDevice()

  function forgetOldest(): void {
    for (const [key, { accountId }] of profiles) {
      profiles.delete(key)
      keyOfAccount.delete(accountId)
      return
    }
  }

  return {
    get: (key: string) => profiles.get(key),
    put(key: string, profile: Profile): void {
      if (profiles.size >= PROFILES_MAX) forgetOldest()
      profiles.set(key, profile)
      keyOfAccount.set(profile.accountId, key)
      if (profile.place) bound.add(profile.place.deviceId, key)
    },
    dropAccounts(accountIds: readonly number[]): void {
      for (const accountId of accountIds) {
        const key = keyOfAccount.get(accountId)
        if (key) profiles.delete(key)
        keyOfAccount.delete(accountId)
      }
    },
    dropDevices(deviceIds: readonly number[]): void {
      for (const deviceId of deviceIds) {
        for (const key of bound.take(deviceId)) profiles.delete(key)
      }
    },
    clear(): void {
      profiles.clear()
      keyOfAccount.clear()
      bound.clear()
    },
    size: () => profiles.size,
  }
}
