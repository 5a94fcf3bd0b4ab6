import type { DomainEvent } from '#platform/outbox'
import type { RadiusMemory } from './radius-memory.ts'

const NEWS_OF_ACCOUNTS = ['network.lease-moved', 'network.bindings-changed', 'access.speeds-due']

/** Forgets what events have made old. */
export async function hearEvents(events: DomainEvent[], memory: RadiusMemory): Promise<void> {
  for (const event of events) {
    if (event.name.startsWith('accounts.') || NEWS_OF_ACCOUNTS.includes(event.name)) {
      forgetAccounts(event, memory)
    }
    await HEARD[event.name]?.(memory, event.payload)
  }
}

function forgetAccounts({ name, payload }: DomainEvent, { profiles }: RadiusMemory): void {
  profiles.evictAccounts((payload.accountIds as number[] | undefined) ?? [])
  if (name === 'accounts.opened' || name === 'accounts.changed') profiles.evictStrangers()
}

/** Profiles know their groups only where somebody looks at them. */
async function reloadBarred({ barred, profiles }: RadiusMemory): Promise<void> {
  const didLook = barred.looksAtGroups()
  await barred.reload()
  if (barred.looksAtGroups() && !didLook) profiles.evictAll()
}

/** Profiles know what was bought only where a session gets something for it. */
async function reloadServices({ services, profiles }: RadiusMemory): Promise<void> {
  const didLook = services.looksAtBought()
  await services.reload()
  if (services.looksAtBought() && !didLook) profiles.evictAll()
}

type Payload = DomainEvent['payload']

const HEARD: Record<string, (memory: RadiusMemory, payload: Payload) => Promise<void> | void> = {
  'network.bindings-changed': ({ lineLogins }, { portIds }) =>
    lineLogins.evict((portIds as number[] | undefined) ?? []),
  async 'network.lines-changed'({ lines, profiles }, { deviceIds }) {
    await lines.reload(deviceIds as number[] | undefined)
    profiles.evictDevices((deviceIds as number[] | undefined) ?? [])
  },
  'network.station-barred': reloadBarred,
  'network.station-pardoned': reloadBarred,
  'network.session-services-changed': reloadServices,
  'catalogue.tariff-changed': ({ profiles }) => profiles.evictAll(),
  'catalogue.hours-changed': ({ profiles }) => profiles.rereadHours(),
  'access.emergency-changed': ({ emergency }) => emergency.reload(),
  async 'network.attributes-changed'({ rows, profiles }) {
    await rows.reload()
    profiles.evictAll()
  },
  async 'network.segments-changed'({ peers, profiles }) {
    await peers.reload()
    // Whoever had no prefix may get one now.
    profiles.evictAll()
  },
  'network.flow-agents-changed': ({ peers }) => peers.reload(),
  async 'network.nas-changed'({ peers, eap, profiles }) {
    await peers.reload()
    await eap.reload()
    // What profiles hold depends on the settings of their agent.
    profiles.evictAll()
  },
}
