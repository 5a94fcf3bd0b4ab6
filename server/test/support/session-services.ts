import { ATTRIBUTE, type Packet, type PacketWriter } from '@altyn/radius'
import type { Context } from '#platform/context'
import {
  createTariff,
  PLAIN_TERMS,
  type Terms,
  type UsageTerms,
} from '../../src/domains/catalogue/index.ts'
import { createCategory } from '../../src/domains/catalogue/traffic-categories/keep-categories.ts'
import type { DialectName } from '../../src/domains/network/index.ts'
import { createSessionService } from '../../src/domains/network/session-services/keep-session-services.ts'
import type { SessionServiceForm } from '../../src/domains/network/session-services/session-services.store.ts'
import type { TestHouse } from './house.ts'

export const MB = 1_048_576n
const COMMAND = 'subscriber:command='
const NAME = 'subscriber:service-name='

/** Describes a service of sessions: with the session unless said otherwise. */
export function describeService(
  house: TestHouse,
  name: string,
  form: Partial<SessionServiceForm> = {},
): Promise<{ id: number; version: number }> {
  const plain = {
    name,
    title: name,
    agentId: null,
    counting: 'session' as const,
    category: null,
    speed: null,
    slot: '',
    isForAll: false,
    isForGuests: false,
    tariffIds: [],
    serviceIds: [],
    note: '',
  }
  return house.deed((ctx) => createSessionService(ctx, { ...plain, ...form }))
}

/** A tariff without a fee on which a megabyte costs 2.00, one of the own network 0.10. */
export function sellMegabytes(house: TestHouse, name = 'По мегабайтам'): Promise<number> {
  const usage: UsageTerms = {
    kind: 'volume',
    counts: 'sum',
    included: 0,
    carriesOver: false,
    includedByDays: true,
    stepping: 'graduated',
    prices: [
      { category: null, band: null, steps: [{ from: 0, price: '2' }] },
      { category: 'local', band: null, steps: [{ from: 0, price: '0.10' }] },
    ],
  }
  const terms: Terms = {
    ...PLAIN_TERMS,
    feeMinor: 0n,
    feePeriod: 'month',
    feeCharged: 'in-advance',
    blockPolicy: 'after-debt',
    speedDownKbps: 100_000,
    speedUpKbps: 100_000,
    usage,
  }
  const from = Temporal.PlainDate.from('2026-01-01')
  const offer = { name, family: 'internet-volume', serviceClass: 'internet', from } as const
  return house.deed(async (ctx) => (await createTariff(ctx, { ...terms, ...offer })).id)
}

export async function nameOwnNetwork(ctx: Context): Promise<void> {
  await createCategory(ctx, { code: 'local', nameRu: 'Своя сеть', nameEn: 'Own network' })
}

/** Is a CoA about a service within a session? */
export function isOfService(request: Packet): boolean {
  return readServiceOrder(request) !== undefined
}

/** What a CoA asks of a service, `+INET` or `-INET`, in the words of ISG or of Junos. */
export function readServiceOrder(request: Packet): string | undefined {
  const pairs = request.readStrings(ATTRIBUTE['Cisco-AVPair'])
  const command = pairs.find((pair) => pair.startsWith(COMMAND))
  const name = pairs.find((pair) => pair.startsWith(NAME))?.slice(NAME.length)
  if (command && name) return `${command === `${COMMAND}activate-service` ? '+' : '-'}${name}`
  const activated = request.readTagged(ATTRIBUTE['ERX-Service-Activate'])
  if (activated) return `+${activated.value}`
  const ended = request.readString(ATTRIBUTE['ERX-Service-Deactivate'])
  return ended === undefined ? undefined : `-${ended}`
}

/** Services that an Access-Accept activates, by their names. */
export function activatedBy(reply: Packet): string[] {
  const ofIsg = reply.readStrings(ATTRIBUTE['Cisco-Account-Info']).map((text) => text.slice(1))
  const ofJunos = reply.readStrings(ATTRIBUTE['ERX-Service-Activate']).map((text) => text.slice(1))
  return [...ofIsg, ...ofJunos]
}

/** Writes into a record of accounting which service it counts. */
export function nameService(
  request: PacketWriter,
  dialect: DialectName,
  { name, parentSessionId }: { name: string; parentSessionId: string },
): void {
  // Junos says whose it is by Acct-Session-Id alone: that of the session, a colon and a number.
  if (dialect === 'juniper') request.addByName('ERX-Service-Session', name)
  else {
    request.addByName('Cisco-Service-Info', `N${name}`)
    request.addByName('Cisco-AVPair', `parent-session-id=${parentSessionId}`)
  }
}
