import { dayOf } from '#platform/clock'
import { type Ground, readingContext, systemActor } from '#platform/context'
import type { SecretBox } from '#platform/secret-box'
import { type Account, type AddressSource, findAccountByLogin } from '../accounts/index.ts'
import { findTariffs, versionOn } from '../catalogue/index.ts'
import type { Speed } from '../network/index.ts'
import { getDefaultOperator } from '../settings/index.ts'

const PROFILES_MAX = 500_000
const STRANGERS_MAX = 20_000
const STRANGER_MS = 5000
const ACTOR = systemActor('radius')

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
  /** undefined = no tariff. */
  speed: Speed | undefined
}

/** Profiles by login, bounded, filled on demand, kept until a change evicts them. */
export type Profiles = {
  /** Answers from memory where it can; asks the database otherwise. */
  find(agentId: number, login: string): Profile | undefined | Promise<Profile | undefined>
  evictAccounts(accountIds: readonly number[]): void
  /** Forgets everything: after a loss of contact, or a change that touches many. */
  evictAll(): void
  evictStrangers(): void
  size(): number
}

export function createProfiles(ground: Ground, box: SecretBox): Profiles {
  const known = new Map<string, Profile>()
  const keyOfAccount = new Map<number, string>()
  const strangers = new Map<string, number>()
  const loading = new Map<string, Promise<Profile | undefined>>()

  async function load(key: string, agentId: number, login: string): Promise<Profile | undefined> {
    const profile = await readProfile(ground, box, { agentId, login })
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
  { agentId, login }: { agentId: number; login: string },
): Promise<Profile | undefined> {
  const ctx = readingContext(ground, ACTOR)
  const today = dayOf(ctx.now(), (await getDefaultOperator(ctx)).time_zone)
  const account = await findAccountByLogin(ctx, { agentId, login, today })
  if (!account) return undefined
  const tariffs = await findTariffs(ctx, account.tariffId ? [account.tariffId] : [])
  const tariff = tariffs.get(account.tariffId ?? 0)
  const version = tariff && versionOn(tariff.versions, today, account.tariffSince ?? today)
  return {
    accountId: account.id,
    contractId: account.contractId,
    state: account.state,
    password: box.open(account.passwordSealed),
    sessionsMax: account.sessionsMax,
    addressSource: account.addressSource,
    address: account.address,
    speed: version && { downKbps: version.speedDownKbps, upKbps: version.speedUpKbps },
  }
}
