import { type Ground, readingContext, systemActor } from '#platform/context'
import type { SecretBox } from '#platform/secret-box'
import { type Account, type AddressSource, findAccountByLogin } from '../accounts/index.ts'
import { readMomentClock, readSpeedPlans } from './read-speed-plans.ts'
import { type DueSpeed, dueSpeed, type SpeedPlan } from './rules/due-speed.ts'
import type { MomentClock } from './rules/moment-clock.ts'

const PROFILES_MAX = 500_000
const STRANGERS_MAX = 20_000
const STRANGER_MS = 5000
const ACTOR = systemActor('radius')
const EPOCH = Temporal.PlainDate.from('1970-01-01')

/** All that an answer to a sign-in needs to know about an account. */
export type Profile = {
  accountId: number
  contractId: number
  state: Account['state']
  password: string
  sessionsMax: number
  addressSource: AddressSource
  /** The fixed address, or the pool address once it is known. */
  address: string | null
  /** What the speed depends on; undefined = no tariff. */
  speedPlan: SpeedPlan | undefined
}

/** Profiles by login, bounded, filled on demand, kept until a change evicts them. */
export type Profiles = {
  /** Answers from memory where it can; asks the database otherwise. */
  find(agentId: number, login: string): Profile | undefined | Promise<Profile | undefined>
  /** The speed that is due now; undefined without a tariff. */
  speedOf(profile: Profile): DueSpeed | undefined
  evictAccounts(accountIds: readonly number[]): void
  /** Forgets everything: after a loss of contact, or a change that touches many. */
  evictAll(): void
  evictStrangers(): void
  /** Bands of time or the calendar have changed; what was known serves until the new ones are read. */
  rereadHours(): Promise<void>
  size(): number
}

export function createProfiles(ground: Ground, box: SecretBox): Profiles {
  const known = new Map<string, Profile>()
  const keyOfAccount = new Map<number, string>()
  const strangers = new Map<string, number>()
  const loading = new Map<string, Promise<Profile | undefined>>()
  let clock: MomentClock | undefined

  async function rereadHours(): Promise<void> {
    clock = await readMomentClock(readingContext(ground, ACTOR))
  }

  async function knownClock(): Promise<MomentClock> {
    if (!clock) await rereadHours()
    return clock as MomentClock // just read
  }

  async function load(key: string, agentId: number, login: string): Promise<Profile | undefined> {
    const profile = await readProfile(ground, box, { agentId, login, clock: await knownClock() })
    // An eviction while the database was asked makes this answer old: it serves once.
    if (loading.delete(key)) remember(key, profile)
    return profile
  }

  function remember(key: string, profile: Profile | undefined): void {
    if (!profile) {
      if (strangers.size >= STRANGERS_MAX) strangers.clear()
      strangers.set(key, performance.now())
      return
    }
    if (known.size >= PROFILES_MAX) forgetOldest()
    known.set(key, profile)
    keyOfAccount.set(profile.accountId, key)
  }

  function forgetOldest(): void {
    for (const [key, { accountId }] of known) {
      known.delete(key)
      keyOfAccount.delete(accountId)
      return
    }
  }

  return {
    find(agentId, login) {
      const key = `${agentId}\n${login.toLowerCase()}`
      const profile = known.get(key)
      if (profile) return profile
      const strangeSince = strangers.get(key)
      if (strangeSince !== undefined) {
        if (performance.now() - strangeSince < STRANGER_MS) return undefined
        strangers.delete(key)
      }
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
      for (const accountId of accountIds) {
        const key = keyOfAccount.get(accountId)
        if (key) known.delete(key)
        keyOfAccount.delete(accountId)
      }
      loading.clear()
    },
    evictAll() {
      known.clear()
      keyOfAccount.clear()
      strangers.clear()
      loading.clear()
    },
    evictStrangers() {
      strangers.clear()
    },
    size: () => known.size,
  }
}

async function readProfile(
  ground: Ground,
  box: SecretBox,
  { agentId, login, clock }: { agentId: number; login: string; clock: MomentClock },
): Promise<Profile | undefined> {
  const ctx = readingContext(ground, ACTOR)
  const { begins } = clock(ctx.now().epochMilliseconds)
  const today = EPOCH.add({ days: begins.day })
  const account = await findAccountByLogin(ctx, { agentId, login, today })
  if (!account) return undefined
  const plans = await readSpeedPlans(ctx, [account], clock)
  return {
    accountId: account.id,
    contractId: account.contractId,
    state: account.state,
    password: box.open(account.passwordSealed),
    sessionsMax: account.sessionsMax,
    addressSource: account.addressSource,
    address: account.address,
    speedPlan: plans.get(account.id),
  }
}
